"""Database versions, oldest first, and the command that brings a database up to date."""

"""What the service does: the script engine and the scripts that run on it."""

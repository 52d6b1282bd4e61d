"""Campaigns: write to people who asked for news, with a second pair of eyes."""

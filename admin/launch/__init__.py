"""What must be settled before real people are served, and who settled it."""

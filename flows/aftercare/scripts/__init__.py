"""What aftercare says and asks, one script a module."""

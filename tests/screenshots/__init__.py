"""Pictures of the staff pages and of the chat for docs/screenshots, taken by `make screenshots`."""

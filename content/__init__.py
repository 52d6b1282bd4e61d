"""What the service says: topics with their sources and dates, documents, interface catalogues."""

"""The pages on which staff read, write, review and exchange what the service says."""

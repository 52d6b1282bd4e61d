"""Start and stop the processes of an installation on one machine."""

"""Pages of the directory and of those who act for an enterprise."""

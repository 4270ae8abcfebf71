"""What everybody sees of calls, and what firms declare."""

"""What everybody sees of settlement, and a person's own."""

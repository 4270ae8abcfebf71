"""Pages of those who act for others, and of whoever holds a slip."""

"""Lists that people subscribe to: a section's list with its filters, and what is new in it by mail or text message. Knows no domain."""

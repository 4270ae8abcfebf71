"""Pages about consultations: for everybody, and a person's own."""

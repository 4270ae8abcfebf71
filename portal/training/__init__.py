"""Training: courses, their sessions, and who takes part (R-TRAIN)."""

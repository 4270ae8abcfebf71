"""Self-inspection: the site against the State Council Office's checklist, every day, by rules that are data (R-SUP-4)."""

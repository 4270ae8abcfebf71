"""Selections: who is nominated, whom the public and the jury choose, and what came of it (R-ACT-4)."""

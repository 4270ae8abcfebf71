"""Rooms of the centre and who has booked them (R-SET-13, R-ACT-6)."""

"""Complaints: registered, accepted by the first-asked person, settled in time, told, confirmed or taken up again (R-CMP)."""

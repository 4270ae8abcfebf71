"""Supply and demand of the county's goods: posted, answered, brought together by staff, and what came of it."""

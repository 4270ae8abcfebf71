"""Places that people take: so many, until a day, with a waiting list where the offer has one. Knows no domain."""

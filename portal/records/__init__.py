"""What was done for whom: records of services and visits, and how far they reach the stations."""

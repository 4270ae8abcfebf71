"""Forms of people who act for enterprises, and of the staff who verify them."""

"""Forms of the catalogues: of staff, and of those who keep an entry."""

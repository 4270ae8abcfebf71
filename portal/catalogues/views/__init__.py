"""Views of the catalogues: what everybody sees, and an entry as those see it who keep it."""

"""What becomes of uploads and sign-ups."""

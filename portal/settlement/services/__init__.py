"""What happens to applications and agreements."""

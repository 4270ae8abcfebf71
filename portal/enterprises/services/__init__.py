"""What is done with enterprises; the only place that moves their states."""

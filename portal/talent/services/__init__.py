"""What is done with jobs, applications, notices and practice places; the only place that moves their states."""

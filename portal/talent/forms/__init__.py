"""Forms of jobs, résumés, notices and practice places."""

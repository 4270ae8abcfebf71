"""Pages of jobs, people, bases, and of those who take part."""

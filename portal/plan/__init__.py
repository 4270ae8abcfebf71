"""The centre's plan: phases and tasks, the two-week plans, who is on duty, daily checks, and what the budget was used for."""

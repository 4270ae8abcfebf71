"""What people see of their complaints."""

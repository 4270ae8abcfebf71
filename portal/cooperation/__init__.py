"""Who trains together with the centre: bodies that hold courses of their own, agreements, calls to government, schools and firms."""

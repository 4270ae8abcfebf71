"""Pages about service requests: for everybody, for whoever asked or acts for somebody, for providers."""

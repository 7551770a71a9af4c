"""What runs queries over logs: a module an engine."""

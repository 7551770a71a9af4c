"""Reads and writes files, and knows nothing of forms."""

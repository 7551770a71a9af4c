"""A report or findings as text, Markdown, CSV, JSON and more."""

"""Minutes that follow from what a form holds."""

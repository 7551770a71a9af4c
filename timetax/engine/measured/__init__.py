"""What people really took: minutes and their spread from logs and published analytics."""

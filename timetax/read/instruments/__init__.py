"""What people fill in: files of forms, counted."""

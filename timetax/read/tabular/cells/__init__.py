"""What people type into a cell, as the plain text that the schema takes."""

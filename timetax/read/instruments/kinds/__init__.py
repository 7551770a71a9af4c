"""The kinds of files that hold a form, a module each."""

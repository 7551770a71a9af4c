"""The tables that governments ask for: a module a layout, found by its place."""

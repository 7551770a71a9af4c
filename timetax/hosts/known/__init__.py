"""The hosts that are known, a module each, which declares its `HOST`."""

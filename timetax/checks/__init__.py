"""What a check of an inventory finds: rules, and how their findings are kept in, out and mended."""

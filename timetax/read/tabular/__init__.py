"""Reads people's spreadsheets into the plain documents that catalogues are made of."""

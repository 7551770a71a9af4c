"""A report as an Excel workbook: a sheet a section, charts, and formulas over the factors."""

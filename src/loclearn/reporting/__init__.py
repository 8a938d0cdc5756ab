"""A report on regional tables: one page with map, tables, distributions, reasons and methods."""

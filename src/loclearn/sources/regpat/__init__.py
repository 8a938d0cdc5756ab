"""Patents by region, as the tables of OECD REGPAT have them."""

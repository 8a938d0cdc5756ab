"""Class expressions of the definitions, and their rewriting to query languages."""

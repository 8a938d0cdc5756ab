"""Employment and local units by region and activity, from Eurostat's bulk files."""

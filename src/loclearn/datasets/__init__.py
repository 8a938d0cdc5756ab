"""Regional tables of any size: opened with ibis on DuckDB, and held to their contracts."""

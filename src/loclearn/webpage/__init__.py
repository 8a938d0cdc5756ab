"""Pages of one file: style, script and data stand inside, and nothing is loaded from elsewhere."""

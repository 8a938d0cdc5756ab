"""Projects of the European framework programmes, as CORDIS publishes them in bulk."""

"""Fetch the published files that importers read, whole, with a note of where they come from."""

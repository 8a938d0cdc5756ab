"""Tables of the user's own, read by a mapping file that says what their columns mean."""

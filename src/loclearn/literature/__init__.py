"""What the conditions rest on in the literature, held against the reader's own copies."""

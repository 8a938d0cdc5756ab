"""Import surveyed networks of clusters: matrices and lists of ties, firms, partners outside."""

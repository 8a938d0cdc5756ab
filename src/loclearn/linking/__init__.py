"""Find out which records mean the same work: with the graph's works and with each other."""

"""Works of several parties (patents, publications), and the ties that they make."""

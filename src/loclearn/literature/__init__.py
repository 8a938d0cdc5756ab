"""The literature as a graph of works, claims and evidence, and pictures of it."""

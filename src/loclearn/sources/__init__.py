"""Readers of published and hand-coded formats; each turns files into facts."""

"""Codes of regions: which vintage of NUTS they fit, and how they are carried to another."""

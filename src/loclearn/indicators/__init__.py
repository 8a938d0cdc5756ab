"""Compute the quantities that speak to the conditions, from plain values."""

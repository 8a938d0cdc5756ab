"""Indicators of localized learning, one module per family."""

"""The definitions rewritten to ibis expressions, for tables that no graph would hold."""

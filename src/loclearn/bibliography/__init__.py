"""Bibliographies in the formats of reference managers and databases: read them, write them."""

"""The literature as a debate: its claims, who stands where, and what nobody looked at."""

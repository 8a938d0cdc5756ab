"""Which verdicts differ between two runs, and by which facts or thresholds."""

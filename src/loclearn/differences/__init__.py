"""Which verdicts differ between two runs, and by which facts or thresholds."""

from loclearn.differences.comparing import compared, differences
from loclearn.differences.results import Verdicts, of_file, of_run
from loclearn.differences.rows import Change, Differences

__all__ = ["Change", "Differences", "Verdicts", "compared", "differences", "of_file", "of_run"]

"""At which value of a threshold a verdict flips, and in which share of its range it holds."""

from loclearn.sensitivity.ranges import Threshold, threshold_ranges
from loclearn.sensitivity.rows import Count, Row, Sensitivity
from loclearn.sensitivity.varying import sensitivity

__all__ = ["Count", "Row", "Sensitivity", "Threshold", "sensitivity", "threshold_ranges"]

"""Which missing facts would settle a verdict, the cheapest first, and a research agenda."""

from loclearn.gaps.costs import Fact
from loclearn.gaps.finding import gaps
from loclearn.gaps.rows import Gap, Gaps, Item

__all__ = ["Fact", "Gap", "Gaps", "Item", "gaps"]

"""Why a verdict is what it is, and which facts would change it."""

from loclearn.explanation.explain import Explanation, Side, explain

__all__ = ["Explanation", "Side", "explain"]

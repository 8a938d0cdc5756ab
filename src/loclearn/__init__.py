"""Ontology and knowledge graph of localized learning.

>>> from loclearn import assess
>>> assess().value("RUHR-STEEL", "D6")
'supported'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loclearn.assessment import Assessment, Verdict, assess
    from loclearn.errors import InvalidInput, LoclearnError, OntologyError, Problem, WrongUse

__version__ = "0.1.0"

_HOME = {
    "Assessment": "assessment",
    "Explanation": "explanation",
    "InvalidInput": "errors",
    "LoclearnError": "errors",
    "OntologyError": "errors",
    "Problem": "errors",
    "Report": "validation",
    "Verdict": "assessment",
    "Verification": "literature.anchors",
    "WrongUse": "errors",
    "ask": "queries",
    "assess": "assessment",
    "cite": "citing",
    "explain": "explanation",
    "knowledge_graph": "knowledge",
    "validate": "checking",
    "verify": "literature.anchors",
}

__all__ = [
    "Assessment",
    "Explanation",
    "InvalidInput",
    "LoclearnError",
    "OntologyError",
    "Problem",
    "Report",
    "Verdict",
    "Verification",
    "WrongUse",
    "ask",
    "assess",
    "cite",
    "explain",
    "knowledge_graph",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command starts quickly."""
    if name in _HOME:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"loclearn.{_HOME[name]}"), name)
    raise AttributeError(f"module 'loclearn' has no attribute {name!r}")

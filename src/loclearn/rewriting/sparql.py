"""Rewrite class expressions to SPARQL 1.1."""

from collections.abc import Mapping
from itertools import count

from loclearn.namespaces import RDF, XSD
from loclearn.rewriting.expressions import (
    And,
    Expression,
    Has,
    Named,
    Or,
    Related,
    Some,
    Within,
)

_TYPE = f"<{RDF}type>"


class Rewriter:
    """Write graph patterns that find the members of an expression.

    Parameters
    ----------
    unfold: definitions to write out in place of the named class; none by default, so that the
        members of a named class must be in the graph already.
    """

    def __init__(self, unfold: Mapping[str, Expression] | None = None) -> None:
        """Start with fresh variables."""
        self._unfold = unfold or {}
        self._fresh = count(1)

    def pattern(self, expression: Expression, subject: str) -> str:
        """Return a graph pattern that binds the subject variable to each member.

        >>> Rewriter().pattern(Named("urn:Buzz"), "?x").replace(RDF, "rdf:")
        '?x <rdf:type> <urn:Buzz> .'
        """
        match expression:
            case Named(iri):
                definition = self._unfold.get(iri)
                if definition is not None:
                    return self.pattern(definition, subject)
                return f"{subject} {_TYPE} <{iri}> ."
            case And(parts):
                return "\n".join(self.pattern(part, subject) for part in _selective(parts))
            case Or(parts):
                return "\nUNION\n".join(f"{{ {self.pattern(p, subject)} }}" for p in parts)
            case Some(name, filler):
                other = self._variable()
                return f"{subject} <{name}> {other} .\n{self.pattern(filler, other)}"
            case Has(name, value):
                return f"{subject} <{name}> {value} ."
            case Within(name, _, facets):
                number = self._variable()
                bounds = [f"{number} {facet.operator} {facet.bound:f}" for facet in facets]
                tests = " && ".join([_exact(number), *bounds])
                return f"{subject} <{name}> {number} .\nFILTER ({tests})"
            case Related(name, as_object):
                other = self._variable()
                pair = (other, subject) if as_object else (subject, other)
                return f"{pair[0]} <{name}> {pair[1]} ."

    def _variable(self) -> str:
        return f"?v{next(self._fresh)}"


def _selective(parts: tuple[Expression, ...]) -> list[Expression]:
    rank = {Has: 0, Named: 1, Some: 2, Related: 2, Within: 3, And: 4, Or: 5}
    return sorted(parts, key=lambda part: rank[type(part)])


def _exact(number: str) -> str:
    """Return a test that keeps doubles and floats out: no decimal facet holds them (OWL 2 §4)."""
    return f"DATATYPE({number}) NOT IN (<{XSD}double>, <{XSD}float>)"


def members_query(expression: Expression, unfold: Mapping[str, Expression] | None = None) -> str:
    """Return a SELECT query for the members of an expression.

    >>> print(members_query(Named("urn:Buzz")).splitlines()[0])
    SELECT DISTINCT ?case WHERE {
    """
    return f"SELECT DISTINCT ?case WHERE {{\n{Rewriter(unfold).pattern(expression, '?case')}\n}}"


def members_update(iri: str, expression: Expression) -> str:
    """Return an update that types the members of an expression with a class."""
    pattern = Rewriter().pattern(expression, "?case")
    return f"INSERT {{ ?case {_TYPE} <{iri}> }} WHERE {{\n{pattern}\n}}"

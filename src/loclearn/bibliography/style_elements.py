"""What the CSL processor lacks: a name or title in the author's place is not written again.

A style names what stands in for a missing author: editors, or the title. The specification of CSL
has that written once. Only `loclearn.bibliography.styled` imports this, since the processor is an
extra.
"""

import re
from copy import deepcopy
from typing import Any

from citeproc import frontend, model
from citeproc.string import MixedString, String
from lxml import etree

from loclearn.bibliography.markup import plain

_SUBSTITUTED = "loclearn"
_SPACE = "{http://purl.org/net/xbiblio/csl}"


class Cased:
    """Change letters also where the processor hands on a text without its own methods for that."""

    def case(self, text: Any, language: str | None = None) -> Any:
        """Return a text in the case that the style asks for."""
        if not str(text):
            return text
        parts = text if isinstance(text, MixedString) else [text]
        own = [part if isinstance(part, String) else String(part) for part in list(parts)]
        sound = MixedString(own) if isinstance(text, MixedString) else own[0]
        return super().case(sound, language)  # type: ignore[misc]


class Substitute(model.Substitute):  # type: ignore[misc]
    """Remember the variables that were written in the place of another."""

    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        """Note the child that has something; the processor calls this for the first of them."""
        super().add_to_repressed_list(child, context)
        self.chosen = child

    def render(self, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """Return what the first child that has something writes."""
        self.chosen = None
        text = super().render(item, context=context, **kwargs)
        if text and context is not None and self.chosen is not None:
            said = plain(str(text)).lower()
            written = {name for name in _variables(self.chosen, set()) if _within(item, name, said)}
            repressed = context.get_layout().repressed
            repressed[_SUBSTITUTED] = written | repressed.get(_SUBSTITUTED, set())
        return text


class Names(model.Names):  # type: ignore[misc]
    """Write names, but for those that stand in another's place already."""

    def process(
        self, item: Any, names_context: Any = None, context: Any = None, **kwargs: Any
    ) -> Any:
        """Return the names, or what stands in for them."""
        here = {role for role in self.get("variable").split() if role in item.reference}
        if here and here <= _written(self if context is None else context):
            return None
        return super().process(item, names_context=names_context, context=context, **kwargs)


class NamePart(Cased, model.Name_Part):  # type: ignore[misc]
    """Write a part of a name."""


class Text(Cased, model.Text):  # type: ignore[misc]
    """Write a variable, but for a title that stands in the author's place already."""

    calls: bool | None = None

    def calls_variable(self) -> bool:
        """Return whether the element writes a variable, which is found out once."""
        if self.calls is None:
            self.calls = bool(super().calls_variable())
        return self.calls

    def get_macro(self, name: str) -> Any:
        """Return a macro; the processor would search the whole style for it each time."""
        return self.get_root().macros[name]

    def _variable(self, item: Any, context: Any) -> Any:
        if self.get("variable") in _written(context):
            return None
        return super()._variable(item, context)


class Name(model.Name):  # type: ignore[misc]
    """Write a name, with whole given names where the style says so."""

    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        """Return an option of the style; none makes initials where it wants no initials."""
        if name == "initialize-with" and self.get("initialize") == "false":
            return None
        return super().get_option(name, context, sort_options)


class Label(Cased, model.Label):  # type: ignore[misc]
    """Write a label in the letters that the style's language asks for: Eds., not eds."""

    def case(self, text: Any, language: str | None = None) -> Any:
        """Return the label, in title case where that is what is asked for."""
        locale = self.get_root().get("default-locale", "en")
        return super().case(text, language or locale[:2])


class Sheet(frontend.CitationStylesStyle):  # type: ignore[misc]
    """Hold a style that was parsed with the elements above."""

    def __init__(self, data: bytes, locale: str | None) -> None:
        """Parse a style; the parser resolves no entities and reads no other file."""
        lookup = etree.ElementNamespaceClassLookup()
        space = lookup.get_namespace(_SPACE[1:-1])
        space[None] = model.CitationStylesElement
        for kind in model.CitationStylesElement.__subclasses__():
            space[kind.__name__.replace("_", "-").lower()] = kind
        space.update(
            {
                "substitute": Substitute,
                "names": Names,
                "text": Text,
                "label": Label,
                "name": Name,
                "name-part": NamePart,
            }
        )
        self.parser = etree.XMLParser(remove_comments=True, no_network=True, resolve_entities=False)
        self.parser.set_element_class_lookup(lookup)
        self.root = etree.fromstring(data, self.parser)
        self.xml = self.root.getroottree()
        _inherit(self.root)
        # what Python says of an element is forgotten with it, so all are kept
        self.elements = list(self.root.iter())
        self.root.macros = {one.get("name"): one for one in self.root.xpath_search("./cs:macro")}
        self.root.set_locale_list(
            locale or self.root.get("default-locale", "en-US"), validate=False
        )


def _inherit(root: Any) -> None:
    """Give names inside of a substitute the form of the names that they stand in for."""
    for names in root.xpath_search(".//cs:names[not(cs:name)][not(parent::cs:substitute)]"):
        outer = names.xpath_search("./ancestor::cs:substitute[1]/parent::cs:names")
        parts = outer[0].xpath_search("./cs:name|./cs:et-al|./cs:label") if outer else []
        for part in reversed(parts):
            names.insert(0, deepcopy(part))
        if not names.xpath_search("./cs:name"):
            names.insert(0, names.makeelement(f"{_SPACE}name"))


def _written(element: Any) -> set[str]:
    found = element.xpath_search("./ancestor-or-self::cs:layout[1]")
    return found[0].repressed.get(_SUBSTITUTED, set()) if found else set()


def _variables(element: Any, seen: set[str]) -> set[str]:
    """Return the variables that an element writes, also through macros."""
    found: set[str] = set()
    for one in element.iter():
        tag = etree.QName(one).localname
        if tag in {"names", "text"} and one.get("variable"):
            found |= set(one.get("variable").split())
        if tag == "text" and one.get("macro") and one.get("macro") not in seen:
            seen.add(one.get("macro"))
            found |= _variables(element.get_macro(one.get("macro")), seen)
    return found


def _within(item: Any, name: str, said: str) -> bool:
    """Return whether the value of a variable is in a text."""
    value = item.reference.get(name.replace("-", "_"))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        parts = [person.get("family") or person.get("literal") or "" for person in value[:1]]
        return any(re.search(rf"\b{re.escape(part.lower())}\b", said) for part in parts if part)
    return bool(value) and plain(str(value)).lower() in said

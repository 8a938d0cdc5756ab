"""Ask the CSL processor for the references of records, and for their order."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from loclearn.bibliography import markup
from loclearn.bibliography.record import Record
from loclearn.bibliography.style_items import item_of

_NUMBER = re.compile(r"^([\[(]?\d+[\])]?\.?)(?=[^\s\d.\])])")


class Writer:
    """Ask the processor for one record at a time, so that one that fails harms no other."""

    def __init__(self, sheet: Any, records: Sequence[Record]) -> None:
        from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        """Hand the records to a style; what a style may fail at is asked for later."""
        self.records = records
        items = [item_of(record, f"k{number}") for number, record in enumerate(records)]
        self.book = CitationStylesBibliography(sheet, CiteProcJSON(items), _Marks)
        self.cites = [CitationItem(item["id"]) for item in items]
        for cite in self.cites:
            self.book.register(Citation([cite]))
        self.root = sheet.root
        (self.bibliography,) = self.root.xpath_search("./cs:bibliography")
        self.quote = str(self.bibliography.get_single_term(name="close-quote"))
        self.inside = self.bibliography.get_locale_option("punctuation-in-quote") == "true"
        self.spaced = self.bibliography.get("second-field-align") is not None

    def order(self) -> list[int]:
        """Return the numbers of the records in the order of the style; letters follow it."""
        keys = [list(self._keys(cite)) for cite in self.cites]
        numbers = list(range(len(self.cites)))
        down = [key.get("sort") == "descending" for key in self._sort()]
        for place in reversed(range(len(down))):
            known = [(key, n) for n in numbers if (key := keys[n][place]) is not None]
            known.sort(key=lambda pair: pair[0], reverse=down[place])
            last = [n for n in numbers if keys[n][place] is None]
            numbers = [n for _, n in known] + last
        self.book.items = [self.cites[n] for n in numbers]
        self.book.keys = [cite.key for cite in self.book.items]
        if any(
            one.get("disambiguate-add-year-suffix") == "true"
            for one in self.root.xpath_search("./cs:citation")
        ):
            self._letters(numbers)
        return numbers

    def _sort(self) -> list[Any]:
        return list(self.bibliography.xpath_search("./cs:sort/cs:key"))

    def _keys(self, cite: Any) -> Iterator[tuple[int, int, str] | None]:
        for key in self._sort():
            try:
                (found,) = key.sort_keys([cite], self.bibliography.layout)
            except Exception:
                found = None
            text = folded(str(found)) if found is not None else ""
            number = int(text) if text.isascii() and text.isdecimal() else None
            yield None if not text else (1, 0, text) if number is None else (0, number, "")

    def _letters(self, numbers: list[int]) -> None:
        """Give works of the same authors and year a letter: 1999a, 1999b."""
        from citeproc.string import String  # noqa: PLC0415

        alike: dict[tuple[tuple[str, ...], int], list[int]] = {}
        for number in numbers:
            record = self.records[number]
            people = tuple(folded(name.surname) for name in record.authors or record.editors)
            if people and record.issued.year is not None:
                alike.setdefault((people, record.issued.year), []).append(number)
        explicit = self.root.xpath_search(".//cs:text[@variable='year-suffix']")
        for group in alike.values():
            for place, number in enumerate(group if len(group) > 1 else ()):
                reference = self.book.source[f"k{number}"]
                letter = _letter(place)
                if explicit:
                    reference["year_suffix"] = String(letter)
                else:
                    reference["issued"]["year"] = _Year(reference["issued"]["year"], letter)

    def reference(self, number: int) -> str:
        """Return one record as a marked text, or nothing where the style cannot write it."""
        try:
            found = self.bibliography.render([self.cites[number]])
        except Exception:
            return ""
        text = markup.punctuated(
            " ".join(str(part) for part in found), self.quote, inside=self.inside
        )
        return _NUMBER.sub(r"\1 ", text) if self.spaced else text


class _Year(int):
    """Write a year with its letter, where a style has no place of its own for that."""

    letter: str

    def __new__(cls, year: int, letter: str) -> "_Year":
        """Return a year that is a number to all who compare it."""
        made = super().__new__(cls, year)
        made.letter = letter
        return made

    def __abs__(self) -> int:
        """Return the year itself: the processor writes its absolute value."""
        return self

    def __str__(self) -> str:
        """Return the year with its letter."""
        return f"{int(self)}{self.letter}"


def _letter(place: int) -> str:
    """Return a to z, then aa, ab."""
    letters = ""
    while place >= 0:
        letters = chr(ord("a") + place % 26) + letters
        place = place // 26 - 1
    return letters


class _Marks:
    """Tell the processor how to mark what is set in italics and the like."""

    @staticmethod
    def preformat(text: object) -> str:
        """Return a text as it is: it is escaped where it is written out."""
        return str(text)

    Italic = Oblique = staticmethod(lambda text: markup.marked("i", str(text)))
    Bold = staticmethod(lambda text: markup.marked("b", str(text)))
    Light = staticmethod(str)
    Underline = staticmethod(lambda text: markup.marked("u", str(text)))
    Superscript = staticmethod(lambda text: markup.marked("sup", str(text)))
    Subscript = staticmethod(lambda text: markup.marked("sub", str(text)))
    SmallCaps = staticmethod(lambda text: markup.marked("sc", str(text)))


def folded(text: str) -> str:
    """Return a text as a register sorts it: without accents, signs at its start, and case.

    >>> folded("“Ünder” way")
    'under way'
    """
    plain = unicodedata.normalize("NFKD", markup.plain(text)).casefold()
    kept = "".join(c for c in plain if c.isalnum() or c.isspace() or c in ",;-")
    return " ".join(kept.split())

"""Many truth values as few whole numbers, so that settings that are alike are found at once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

_BITS = 60
"""The truth values in one word: no word reaches the sign of a number of 64 bits."""
Words = dict[str, tuple[str, ...]]
"""By the name of a word: the names of the truth values that it holds."""


def words(names: Sequence[str], known: int = 0) -> Words:
    """Return which words hold some truth values; one word holds 60, and there is at least one.

    Parameters
    ----------
    names: of the truth values. known: how many words there are already.

    >>> words(["a", "b"], known=2)
    {'word_2': ('a', 'b')}
    """
    starts = range(0, max(len(names), 1), _BITS)
    return {f"word_{known + n}": tuple(names[at : at + _BITS]) for n, at in enumerate(starts)}


def packed(held: Words, values: "Mapping[str, ir.BooleanValue]") -> "dict[str, ir.IntegerValue]":
    """Return truth values as columns of whole numbers; what is empty is false.

    Parameters
    ----------
    held: what `words` gives. values: by their names.

    >>> import ibis, pyarrow
    >>> table = ibis.memtable(pyarrow.table({"a": [True, False, True], "b": [False, True, True]}))
    >>> columns = packed(words(["a", "b"]), {"a": table.a, "b": table.b})
    >>> table.select(**columns).to_pyarrow()["word_0"].to_pylist()
    [1, 2, 3]
    """
    import ibis  # noqa: PLC0415 - a second

    def word(names: Sequence[str]) -> "ir.IntegerValue":
        bits = (values[name].fill_null(False).cast("int64") * (1 << place)
                for place, name in enumerate(names))  # fmt: skip
        return reduce(add, bits, ibis.literal(0, "int64"))

    return {name: word(names) for name, names in held.items()}


def unpacked(table: "ir.Table", held: Words) -> "Iterator[tuple[str, ir.BooleanValue]]":
    """Yield the names of truth values with what the words of a table say of them.

    >>> import ibis, pyarrow
    >>> table = ibis.memtable(pyarrow.table({"word_0": [1, 2]}))
    >>> table.select(**dict(unpacked(table, words(["a", "b"])))).to_pyarrow().to_pylist()
    [{'a': True, 'b': False}, {'a': False, 'b': True}]
    """
    for word, names in held.items():
        for place, name in enumerate(names):
            yield name, (table[word] & (1 << place)) != 0

"""The three data sets, told by their dimensions, and which of their series are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from loclearn.errors import InvalidInput, Problem, did_you_mean


@dataclass(frozen=True)
class DataSet:
    """Describe one data set.

    dimensions: all that it may have; needed: those that tell it. wanted: for a dimension, the
    codes that are taken, the first that the file has. measures: for each code of an indicator
    (or "" where there is none) the column that it fills.
    """

    name: str
    title: str
    dimensions: frozenset[str]
    needed: frozenset[str]
    wanted: dict[str, tuple[str, ...]]
    indicator: str | None
    measures: dict[str, str]
    coverage: str
    why: str


AGES = ("Y_GE15", "Y15-74", "Y15-89", "Y15-64", "Y20-64", "Y25-64", "Y15-24", "Y65-74", "TOTAL")
SETS = (
    DataSet(
        "lfst_r_lfe2en2",
        "employment by age, economic activity and NUTS 2 region",
        frozenset({"freq", "unit", "sex", "age", "nace_r2", "geo"}),
        frozenset({"unit", "age", "nace_r2", "geo"}),
        {"freq": ("A",), "sex": ("T",), "age": AGES, "unit": ("THS", "THS_PER", "PER", "NR")},
        None,
        {"": "persons"},
        "sample",
        "the labour force survey asks a sample of households",
    ),
    DataSet(
        "sbs_r_nuts06_r2",
        "structural business statistics by NUTS 2 region and NACE Rev. 2",
        frozenset({"freq", "nace_r2", "indic_sb", "geo", "unit"}),
        frozenset({"nace_r2", "indic_sb", "geo"}),
        {"freq": ("A",), "unit": ("NR", "PER", "THS", "THS_PER")},
        "indic_sb",
        {"V11210": "firms", "V16110": "persons"},
        "census",
        "local units and persons employed rest on business registers, which hold every firm of "
        "the activities that they cover",
    ),
    DataSet(
        "nama_10r_3empers",
        "employment by NUTS 3 region, national accounts",
        frozenset({"freq", "unit", "wstatus", "nace_r2", "geo"}),
        frozenset({"unit", "wstatus", "nace_r2", "geo"}),
        {"freq": ("A",), "unit": ("THS", "THS_PER", "PER"), "wstatus": ("EMP",)},
        None,
        {"": "persons"},
        "sample",
        "national accounts estimate employment from several sources, surveys among them",
    ),
)
THOUSANDS = ("THS", "THS_PER")
_WORDS = {"age": "age group", "sex": "sex", "unit": "unit", "freq": "frequency",
          "wstatus": "employment status", "indic_sb": "indicator"}  # fmt: skip


def tell(file: str, dimensions: tuple[str, ...]) -> DataSet:
    """Return the data set that has these dimensions.

    Raises InvalidInput when none has: a dimension that is not known would be counted over.

    >>> tell("x.tsv", ("unit", "nace_r2", "age", "geo")).name
    'lfst_r_lfe2en2'
    """
    given = set(dimensions)
    for one in SETS:
        if one.needed <= given <= one.dimensions:
            return one
    near = max(SETS, key=lambda one: (len(one.needed & given), -len(given - one.dimensions)))
    unknown, lacking = sorted(given - near.dimensions), sorted(near.needed - given)
    found = "the dimensions " + ", ".join(dimensions)
    if unknown:
        found += f"; {', '.join(unknown)} is none of {near.name}"
    known = "; ".join(f"{one.name}: {', '.join(sorted(one.needed))}" for one in SETS)
    hint = did_you_mean(unknown[0], near.dimensions) if unknown else ""
    cure = hint or "Other data sets come in with loclearn import tables and a mapping."
    if lacking and not unknown:
        found += f"; {', '.join(lacking)} is missing"
    raise InvalidInput([Problem(file, 1, None, found, known, cure)])


def choose(one: DataSet, there: dict[str, Iterable[str]], file: str) -> dict[str, str]:
    """Return for each dimension of which one code is taken, that code.

    Raises InvalidInput when a dimension has none of the codes that can be taken.
    """
    chosen: dict[str, str] = {}
    problems = []
    for dimension, wanted in one.wanted.items():
        codes = set(there.get(dimension, ()))
        if not codes:
            continue
        found = next((code for code in wanted if code in codes), None)
        if found is None:
            shown = ", ".join(sorted(codes)[:8])
            cure = f"Download the {word(dimension)} {wanted[0]} as well."
            problems.append(Problem(file, None, dimension, shown, " or ".join(wanted), cure))
        else:
            chosen[dimension] = found
    if problems:
        raise InvalidInput(problems)
    return chosen


def word(dimension: str) -> str:
    """Return what a dimension is called in a sentence."""
    return _WORDS.get(dimension, dimension)

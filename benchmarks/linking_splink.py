"""A plain script with splink on DuckDB: comparisons, training, the best work of a record."""

import logging
import sys
from collections.abc import Sequence

import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from linking import key_of
from loclearn.linking.entry import Entry

EXACT = ("page", "volume", "initial", "kind")
Blocked = Sequence[tuple[str, ...]]
Best = list[tuple[float, str | None]]
"""For each record the score of the best work, and which it is."""


def rows(entries: Sequence[Entry], labels: Sequence[str]) -> dict[str, list[object]]:
    """Return entries as columns for splink; what is missing is none."""
    return {
        "unique_id": list(range(len(entries))),
        "title": [e.title or None for e in entries],
        "first": [e.title[:14] or None for e in entries],
        "last": [e.title[-14:] or None for e in entries],
        "main": [e.main or None for e in entries],
        "surname": [e.authors[0][0] if e.authors else None for e in entries],
        "surnames": [[name for name, _ in e.authors] or None for e in entries],
        "initial": [e.authors[0][1] or None if e.authors else None for e in entries],
        "year": [e.year for e in entries],
        "venue": [" ".join(e.venue) or None for e in entries],
        "volume": [e.volume or None for e in entries],
        "page": [e.page or None for e in entries],
        "kind": [e.kind or None for e in entries],
        "label": list(labels),
        "all_": [1] * len(entries),
    }


def settings(blocks: Blocked, share: float, varied: Sequence[str], kind: str) -> SettingsCreator:
    """Return what splink compares: title, names, year, venue, and what is not the same in all."""
    begins = "starts_with(title_l, title_r) OR starts_with(title_r, title_l)"
    title = cl.CustomComparison(
        output_column_name="title",
        comparison_levels=[
            cll.NullLevel("title"),
            cll.ExactMatchLevel("title"),
            cll.LevenshteinLevel("title", 4),
            cll.CustomLevel(f"({begins}) AND least(length(title_l), length(title_r)) >= 20"),
            cll.JaroWinklerLevel("title", 0.92),
            cll.ExactMatchLevel("main"),
            cll.JaroWinklerLevel("title", 0.8),
            cll.ElseLevel(),
        ],
    )
    names = cl.CustomComparison(
        output_column_name="surnames",
        comparison_levels=[
            cll.NullLevel("surnames"),
            cll.CustomLevel("list_sort(surnames_l) = list_sort(surnames_r)"),
            cll.ArrayIntersectLevel("surnames", 1),
            cll.JaroWinklerLevel("surname", 0.88),
            cll.ElseLevel(),
        ],
    )
    year = cl.CustomComparison(
        output_column_name="year",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("year"),
            cll.CustomLevel("abs(year_l - year_r) <= 1"),
            cll.CustomLevel("abs(year_l - year_r) <= 3"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type=kind,
        probability_two_random_records_match=share,
        comparisons=[
            title, names, year, cl.JaroWinklerAtThresholds("venue", [0.9, 0.75]),
            *(cl.ExactMatch(name) for name in varied),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
        retain_matching_columns=False,
    )  # fmt: skip


BLOCKS: Blocked = (("surname", "year"), ("first",), ("last",), ("volume", "page"))


class Splink:
    """Link with splink on DuckDB.

    Parameters
    ----------
    blocks: by what pairs are found. labels: whether m is learnt from the labels.
    kind: link_only, or link_and_dedupe to compare records with each other as well.
    """

    def __init__(self, blocks: Blocked, *, labels: bool, kind: str = "link_only") -> None:
        """Know what is not learnt."""
        self._blocks, self._labels, self._kind = blocks, labels, kind
        self._model: object = None

    def train(self, found: list[Entry], keys: list[str], known: list[Entry]) -> None:
        """Learn the weights from records and works."""
        columns = rows(known, keys[: len(known)])
        varied = {
            name for name in ("page", "volume", "initial", "kind") if len({*columns[name]}) > 1
        }
        model = settings(self._blocks, 1 / len(known), varied, self._kind)
        linker = self._linker(found, keys, known, model)
        linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
        if self._labels:
            linker.training.estimate_m_from_label_column("label")
        else:
            for block in (("surname", "year"), ("first",), ("volume", "page")):
                self._maximize(linker, block)
        self._model = linker.misc.save_model_to_json()

    def _maximize(self, linker: Linker, block: tuple[str, ...]) -> None:
        """Learn from the pairs of a block, unless an m comes out as zero: splink refuses that."""
        try:
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(*block))
        except ValueError as error:
            print(f"not learnt by {block}: {error}", file=sys.stderr)

    def best(self, found: list[Entry], known: list[Entry]) -> Best:
        """Return the best work of each record."""
        linker = self._linker(found, [""] * len(found), known, self._model)
        pairs = linker.inference.predict()
        columns = "unique_id_l, unique_id_r, source_dataset_l, match_weight"
        apart = pairs.as_duckdbpyrelation().filter("source_dataset_l <> source_dataset_r")
        told = apart.project(columns).fetchall()
        result: Best = [(-99.0, None)] * len(found)
        for left, right, source, weight in told:
            record, work = (left, right) if source == "records" else (right, left)
            if weight > result[record][0]:
                result[record] = (weight, key_of(known[work]))
        return result

    def _linker(
        self, found: list[Entry], keys: list[str], known: list[Entry], model: object
    ) -> Linker:
        self._api = DuckDBAPI()
        theirs = rows(known, [key_of(work) for work in known])
        tables = [
            self._api.register(pd.DataFrame(rows(found, keys)), dataset_display_name="records"),
            self._api.register(pd.DataFrame(theirs), dataset_display_name="works"),
        ]
        return Linker(tables, model, log_level=logging.ERROR)

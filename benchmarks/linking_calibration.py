"""Whether the probabilities that are stated fit how often they come true.

    python benchmarks/linking_calibration.py [--seed N] [--copies N] [BIBLIOGRAPHY ...]

Of each record of the labelled set (`linking_set.py`) that probability counts which the report
shows: of the link, of what is to be reviewed, or of what a new record is nearest to. It came true
when that is the work of the record. Records of the bibliographies that are named are taken to have
no work in the graph. The table is of the half held out; under it stand the expected calibration
error (the mean distance of what was stated from what came true, by bin), the Brier score, and the
same if the weights were scaled and shifted by the two numbers that fit the tuning half best (Platt
scaling). Where bibliographies are named, the same is told once more with weights that make their
records nine in ten, as in a bibliography of which the graph has a tenth.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from linking_set import Case, labelled

from linking import key_of
from loclearn.bibliography.reading import read
from loclearn.linking.entry import Entry, records, works
from loclearn.linking.linking import link

EDGES = (0, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.96, 0.99, 0.999, 1.0001)
Stated = np.ndarray
"""A row for each record: the probability, its weight in bits, whether it came true, its outcome
(0 new, 1 review, 2 linked)."""


def stated(cases: Sequence[Case], known: list[Entry]) -> Stated:
    """Return what is stated of each record, and whether it is true."""
    found = []
    for case, entry in zip(cases, records(case.record for case in cases), strict=True):
        linked = link(known, [entry])
        outcome = linked.outcomes[0]
        pair = outcome.pair
        true = pair is not None and case.key == key_of(linked.entries[pair.other])
        kind = ("new", "review", "linked").index(outcome.outcome)
        chance = pair.probability if pair else 0.0
        found.append((chance, _bits(chance), true, kind))
    return np.array(found, dtype=float)


def _bits(chance: float) -> float:
    kept = min(max(chance, 0.0001), 0.9999)
    return float(np.log2(kept / (1 - kept)))


def unrelated(files: Sequence[Path]) -> list[Case]:
    """Return the records of bibliographies as cases without a work."""
    return [Case(record, None, ("unrelated",)) for file in files for record in read(file).records]


def error(chance: np.ndarray, true: np.ndarray, weight: np.ndarray) -> float:
    """Return the expected calibration error."""
    bins = np.digitize(chance, EDGES)
    whole = 0.0
    for one in np.unique(bins):
        mine = bins == one
        gap = np.average(chance[mine], weights=weight[mine])
        gap -= np.average(true[mine], weights=weight[mine])
        whole += abs(gap) * weight[mine].sum() / weight.sum()
    return float(whole)


def platt(found: Stated) -> tuple[float, float]:
    """Return the scale and the shift of the weights, in bits, that fit best; by Newton's method."""
    x = np.column_stack([found[:, 1], np.ones(len(found))])
    beta = np.array([1.0, 0.0])
    for _ in range(50):
        chance = 1 / (1 + 2 ** -(x @ beta))
        slope = x.T @ (found[:, 2] - chance) * np.log(2)
        bend = (x * (chance * (1 - chance))[:, None]).T @ x * np.log(2) ** 2
        beta += np.linalg.solve(bend + 1e-6 * np.eye(2), slope)
    return float(beta[0]), float(beta[1])


def table(found: Stated) -> list[str]:
    """Return a row for each bin: stated, came true, how many, and the outcomes."""
    lines = ["| stated | mean | came true | records | new / review / linked |",
             "|---|--:|--:|--:|--:|"]  # fmt: skip
    bins = np.digitize(found[:, 0], EDGES)
    for one in np.unique(bins):
        mine = found[bins == one]
        kinds = " / ".join(str(int((mine[:, 3] == kind).sum())) for kind in range(3))
        lines.append(
            f"| {EDGES[one - 1]:g}–{min(1, EDGES[one]):g} | {mine[:, 0].mean():.3f} "
            f"| {mine[:, 2].mean():.3f} | {len(mine)} | {kinds} |"
        )
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=2005)
    parser.add_argument("--copies", type=int, default=100)
    parser.add_argument("files", type=Path, nargs="*", metavar="BIBLIOGRAPHY")
    asked = parser.parse_args()
    known = works()
    tuning, held_out = (stated(part, known) for part in labelled(asked.copies, asked.seed))
    strange = unrelated(asked.files)
    size = len(held_out)
    if strange:
        held_out = np.vstack([held_out, stated(strange, known)])
    print("\n".join(table(held_out)))
    scale, shift = platt(tuning)
    after = 1 / (1 + 2 ** -(scale * held_out[:, 1] + shift))
    weights = {"as it is": np.ones(len(held_out))}
    if strange:
        most = np.arange(len(held_out)) >= size
        weights["nine in ten unrelated"] = np.where(most, 0.9 / len(strange), 0.1 / size)
    for name, weight in weights.items():
        told = []
        for chance in (held_out[:, 0], after):
            brier = np.average((chance - held_out[:, 2]) ** 2, weights=weight)
            told.append(f"error {error(chance, held_out[:, 2], weight):.4f}, Brier {brier:.4f}")
        print(f"{name}: {told[0]}; times {scale:.2f} and {shift:+.2f} bits: {told[1]}")
    links = held_out[:, 3] == 2
    print(f"linked: {links.sum()}, of which wrong {int((links & (held_out[:, 2] == 0)).sum())}; "
          f"{len(strange)} unrelated records, linked "
          f"{int(links[len(links) - len(strange):].sum()) if strange else 0}")  # fmt: skip


if __name__ == "__main__":
    main()

"""A corpus of publications with references, that a user brings along."""

from collections.abc import Iterable
from dataclasses import dataclass

from loclearn.literature.model import Literature
from loclearn.sources.publications import Publication, plain_doi


@dataclass(frozen=True)
class Corpus:
    """Hold publications by id, and which of them the graph knows.

    known: the key of the work in the graph with the same DOI, by the id of the publication.
    """

    publications: dict[str, Publication]
    known: dict[str, str]

    @property
    def references(self) -> int:
        """Return how many references there are in all."""
        return sum(len(one.references) for one in self.publications.values())

    def label(self, id_: str) -> str:
        """Return how a publication is called; one that is only cited has its id alone."""
        one = self.publications.get(id_)
        return one.label if one is not None else id_


def corpus(publications: Iterable[Publication], literature: Literature) -> Corpus:
    """Gather publications, and mark those that are works of the graph.

    Parameters
    ----------
    publications: of two with one id, the first counts.
    literature: whose works are recognised, by DOI.
    """
    by_doi = {
        doi: work.key
        for work in literature.works.values()
        if work.doi_confidence != "none" and (doi := plain_doi(work.doi))
    }
    found: dict[str, Publication] = {}
    for one in publications:
        found.setdefault(one.id, one)
    known = {id_: by_doi[one.doi] for id_, one in found.items() if one.doi in by_doi and one.doi}
    return Corpus(found, known)

"""Books among the references, which each source words in a way of its own, are counted once."""

import json
from itertools import permutations

import pytest

from loclearn.bibliography.cited import from_crossref, from_scopus, from_wos
from loclearn.bibliography.record import Record
from loclearn.linking.references import union

BOOKS = {
    "marshall": (
        "Marshall A, 1890, PRINCIPLES EC",
        "Marshall A., Principles of Economics, (1890)",
        ("Marshall", "1890", "Principles of Economics"),
        "Marshall, A. (1890). Principles of Economics. London: Macmillan.",
    ),
    "wenger": (
        "Wenger E., 1998, COMMUNITIES PRACTICE",
        "Wenger E., Communities of Practice: Learning, Meaning and Identity, (1998)",
        ("Wenger", "1998", "Communities of Practice: Learning, Meaning, and Identity"),
        "Wenger, E. (1998). Communities of Practice: Learning, Meaning, and Identity. CUP.",
    ),
    "storper": (
        "Storper Michael, 1997, REGIONAL WORLD TERRI",
        "Storper M., The Regional World: Territorial Development in a Global Economy, (1997)",
        ("Storper", "1997", "The Regional World"),
        "Storper M (1997) The Regional World: Territorial Development in a Global Economy. NY",
    ),
    "porter": (
        "Porter M. E., 1990, COMPETITIVE ADVANTAG, P71",
        "Porter M.E., The Competitive Advantage of Nations, (1990)",
        ("Porter", "1990", "The Competitive Advantage of Nations"),
        "Porter, M. E. 1990. The Competitive Advantage of Nations. New York: Free Press.",
    ),
}
STRANGERS = (
    "Porter M. E., 1990, HARVARD BUS REV, V68, P73",
    "Porter M. E., 1985, COMPETITIVE ADVANTAG",
    "Marshall T., 1890, PRINCIPLES GEOLOGY",
    "Storper M., 1997, REGIONAL STUD, V31, P1",
    "Wenger E., 1998, HDB COMMUNITIES",
)


def worded():
    books = BOOKS.values()
    names = ("author", "year", "volume-title")
    return {
        "wos": [next(from_wos(book[0])) for book in books],
        "scopus": [one for book in books for one in from_scopus(book[1])],
        "crossref": [from_crossref(dict(zip(names, book[2], strict=True))) for book in books],
        "text": [from_crossref({"unstructured": book[3]}) for book in books],
    }


@pytest.mark.parametrize("order", [*permutations(("wos", "scopus", "crossref", "text"))])
def test_books_are_counted_once_in_whatever_order_the_sources_come(order):
    found = worded()
    references, counts = union([Record(references=tuple(found[name])) for name in order])
    assert len(references) == len(BOOKS), [one.raw for one in references]
    assert counts == [(4, 0), (0, 4), (0, 4), (0, 4)]
    assert not any(one.container.isupper() for one in references if one.title)


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("source", ["scopus", "crossref", "text"])
def test_another_work_by_the_same_author_is_not_taken_for_the_book(source, stranger):
    other = Record(references=(next(from_wos(stranger)),))
    assert len(union([Record(references=tuple(worded()[source])), other])[0]) == len(BOOKS) + 1


def test_a_chapter_is_not_the_book_in_which_it_stands():
    chapter = {"unstructured": "Lundvall B (1992) Introduction. In National Systems of Innovation"}
    book = {"author": "Lundvall", "year": "1992", "volume-title": "National Systems of Innovation"}
    one, other = (Record(references=(from_crossref(item),)) for item in (chapter, book))
    assert len(union([one, other])[0]) == 2


def test_merged_records_hold_each_book_once(command, tmp_path):
    items = [{"author": a, "year": y, "volume-title": t} for _, _, (a, y, t), _ in BOOKS.values()]
    work = {"DOI": "10.1000/one", "title": ["How regions learn"], "type": "journal-article"}
    answer = {"message-type": "work", "message": work | {"reference": items}}
    (tmp_path / "crossref.json").write_text(json.dumps(answer), "utf-8")
    cited = "\n   ".join(book[0] for book in BOOKS.values())
    text = f"FN X\nVR 1.0\nPT J\nTI How regions learn\nCR {cited}\nDI 10.1000/one\nER\nEF\n"
    (tmp_path / "savedrecs.txt").write_text(text, "utf-8")
    files = tmp_path / "savedrecs.txt", tmp_path / "crossref.json"
    done = command("bib", "merge", *files, "--to", "ris", "--out", tmp_path / "all.ris")
    assert "1 records with 4 references came of it" in done.out, done.err


def test_numbers_of_openalex_are_compared_where_a_file_says_what_they_are(command, tmp_path):
    work = {"DOI": "10.1000/one", "title": ["How regions learn"], "type": "journal-article"}
    answer = {"message-type": "work", "message": work | {"reference": [{"DOI": "10.1000/two"}]}}
    citing = {"id": "https://openalex.org/W1111", "title": "How regions learn",
              "doi": "https://doi.org/10.1000/one",
              "referenced_works": ["https://openalex.org/W2222"]}  # fmt: skip
    cited = {"id": "https://openalex.org/W2222", "title": "Why", "doi": "10.1000/two"}
    for name, found in (("c.json", answer), ("o.json", [citing]), ("w.json", [cited])):
        (tmp_path / name).write_text(json.dumps(found), "utf-8")
    files = [tmp_path / name for name in ("c.json", "o.json", "w.json")]
    call = "bib", "merge", "--to", "ris", "--out", tmp_path / "all.ris"
    alone = command(*call, *files[:2]).out
    assert "1 records with 2 references came of it" in alone
    assert "1 of them are only numbers of OpenAlex" in alone
    told = command(*call, *files).out
    assert "2 records with 1 references came of it" in told
    assert "numbers of OpenAlex" not in told

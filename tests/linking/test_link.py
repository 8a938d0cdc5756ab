"""The command: records of files, decisions, links, and sums that add up."""

import csv
import io
import json
import re
import time

import pytest
import rdflib

from loclearn import resources
from loclearn.bibliography.reading import Bibliography
from loclearn.bibliography.record import Date, Identifiers, Name, Record, Reference
from loclearn.bibliography.writing import write
from loclearn.cli.progress import working
from loclearn.linking.entry import records
from loclearn.linking.linking import link

MASKELL = """@article{mm,
  author = {Maskell, P. and Malmberg, A.}, year = {1999}, volume = {23}, pages = {167--185},
  title = {Localized Learning and Industrial Competitiveness}, journal = {Camb. J. Econ.}
}
"""
UZZI = """@article{uzzi,
  author = {Uzzi, Brian}, year = {1997}, doi = {10.2307/2393808},
  title = {Social Structure and Competition in Interfirm Networks},
  journal = {Administrative Science Quarterly}
}
"""
DOUBTFUL = """@book{wenger,
  author = {Wenger, E.}, year = {1999}, title = {Communities of Practice: Learning, Meaning}
}
"""
NEW = "@book{own, author = {Doe, Jo}, year = {2020}, title = {A treatise on nothing at all}}\n"


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "my.bib"
    path.write_text(MASKELL + UZZI + DOUBTFUL + NEW, encoding="utf-8")
    return path


def rows(text):
    return {row["record"]: row for row in csv.DictReader(text.splitlines())}


def mappings(path):
    lines = [x for x in path.read_text("utf-8").splitlines() if not x.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_three_outcomes_with_probability_and_fields(command, bib):
    done = command("bib", "link", bib, "--format", "csv")
    assert done.code == 0
    found = rows(done.out)
    told = {key.rpartition("/")[2]: (row["outcome"], row["to"]) for key, row in found.items()}
    assert told == {
        "mm": ("linked", "work:maskellmalmberg1999a"),
        "uzzi": ("linked", "work:uzzi1997"),
        "wenger": ("review", "work:wenger1998"),
        "own": ("new", ""),
    }
    assert found["work:my.bib/uzzi"]["fields"] == "doi same"
    assert "venue short" in found["work:my.bib/mm"]["fields"]
    assert 0.97 <= float(found["work:my.bib/mm"]["probability"]) <= 1
    assert "4 records = 2 linked + 1 for review + 1 new" in done.err
    assert "4 records are 4 works: 2 of the graph and 2 others" in done.err


def test_links_say_how_sure_they_are(command, bib, tmp_path):
    out = tmp_path / "links.ttl"
    assert command("bib", "link", bib, "--out", out).code == 0
    text = out.read_text("utf-8")
    assert "/my.bib/uzzi> owl:sameAs <" in text
    assert "/my.bib/mm> skos:exactMatch <" in text
    assert "wenger" not in text
    graph = rdflib.Graph().parse(out)
    found = graph.query(
        """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX sssom: <https://w3id.org/sssom/>
        SELECT ?s ?how ?sure WHERE { ?a a owl:Axiom ; owl:annotatedSource ?s ;
          owl:annotatedProperty ?p ; owl:annotatedTarget ?o ; sssom:confidence ?sure ;
          sssom:mapping_justification ?how . ?s ?p ?o }"""
    )
    told = {(s.split("/")[-1], how.split("/")[-1]): float(sure) for s, how, sure in found}
    assert told.pop(("uzzi", "LexicalMatching")) == 1.0
    assert 0.97 < told.pop(("mm", "CompositeMatching")) <= 1.0
    assert not told


@pytest.mark.parametrize(("decision", "outcome"), [("accept", "linked"), ("reject", "new")])
def test_a_decision_is_respected_and_kept(command, bib, tmp_path, decision, outcome):
    review, again = tmp_path / "review.sssom.tsv", tmp_path / "again.sssom.tsv"
    command("bib", "link", bib, "--review", review)
    (row,) = mappings(review)
    assert (row["subject_id"], row["object_id"]) == ("work:my.bib/wenger", "work:wenger1998")
    assert row["mapping_justification"] == "semapv:CompositeMatching"
    review.write_text(review.read_text("utf-8").rstrip("\n") + f"{decision}\n", encoding="utf-8")
    done = command("bib", "link", bib, "--decisions", review, "--review", again, "--format", "csv")
    assert rows(done.out)["work:my.bib/wenger"]["outcome"] == outcome
    (row,) = mappings(again)
    assert row["decision"] == decision
    assert row["mapping_justification"] == "semapv:ManualMappingCuration"
    assert row["predicate_modifier"] == ("Not" if decision == "reject" else "")
    third = command("bib", "link", bib, "--decisions", again, "--format", "csv")
    assert third.out == done.out


def test_a_rejected_link_by_identifier_is_not_made(command, bib, tmp_path):
    path = tmp_path / "d.sssom.tsv"
    path.write_text("subject_id\tobject_id\tdecision\nwork:my.bib/uzzi\twork:uzzi1997\treject\n")
    out = command("bib", "link", bib, "--decisions", path, "--format", "csv").out
    assert rows(out)["work:my.bib/uzzi"]["outcome"] == "new"


def test_one_identifier_for_two_titles_is_reported_and_not_merged(command, tmp_path):
    path = tmp_path / "wrong.bib"
    path.write_text(UZZI.replace("Social Structure and Competition in Interfirm Networks", "Soup"))
    done = command("bib", "link", path, "--format", "csv")
    (row,) = rows(done.out).values()
    assert row["outcome"] == "review"
    assert "warning: wrong.bib: found doi same, title differs" in done.err


def works(count):
    for n in range(count):
        cited = tuple(Reference(f"Ash I, {1900 + n + m}, J, V{m + 1}, P{n * 10 + m}", "Ash I",
                                1900 + n + m, "", "J", str(m + 1), str(n * 10 + m),
                                confidence=0.9, how="wos") for m in range(3))  # fmt: skip
        yield Record(
            "x", n, key=f"k{n}", type="article-journal",
            title=f"The {WORDS[n]} of {WORDS[-n]} towns",
            authors=(Name(WORDS[n].title(), "Ida"), Name("Lee", "Bo")), issued=Date(1980 + n),
            container="Journal of Towns", volume=str(n + 1), pages=f"{n + 10}-{n + 20}",
            identifiers=Identifiers(doi=f"10.1000/t.{n}") if n % 2 else Identifiers(),
            references=cited,
        )  # fmt: skip


WORDS = re.findall(
    r"\w+",
    "growth learning clusters markets rivers bridges schools harbours machines carriages orchards "
    "lanterns theatres parliaments hospitals libraries cathedrals gardens factories railways",
)


def test_twenty_works_in_four_formats_are_twenty_works(command, tmp_path):
    made = list(works(20))
    files = []
    for to, name in [
        ("bibtex", "a.bib"),
        ("biblatex", "b.bib"),
        ("ris", "c.ris"),
        ("csl-json", "d.json"),
    ]:
        path = tmp_path / name
        path.write_text(write([Bibliography("x", to, tuple(made), ())], to), encoding="utf-8")
        files.append(path)
    done = command("bib", "link", *files, "--format", "json")
    assert "80 records are 20 works: 0 of the graph and 20 others" in done.err
    shares = json.loads(done.out)["sources"]
    assert [(s["linked"], s["new"]) for s in shares] == [(0, 20), (20, 0), (20, 0), (20, 0)]
    assert [s["references"] for s in shares] == [60, 60, 60, 60]
    assert [s["references_new"] for s in shares] == [60, 0, 0, 0]
    for share in shares:
        assert share["records"] == share["linked"] + share["review"] + share["new"]
        assert share["references"] == share["references_new"] + share["references_there"]


HEAD = "subject_id\tobject_id\tdecision\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n1\t2\n", "row 1, column subject_id: found no such column"),
        ("#x: y\nsubject_id\tobject_id\nq\tr\n", "row 2, column decision: found no such column"),
        (HEAD + "work:my.bib/mm\twork:uzzi1997\tmaybe\n", "row 2, column decision: found maybe"),
        (
            HEAD + "work:my.bib/zz\twork:uzzi1997\taccept\n",
            "row 2, column subject_id: found work:my",
        ),
        (HEAD + "work:my.bib/mm\twork:uzi1997\taccept\n", "Did you mean work:uzzi1997?"),
        (HEAD + "mm\twork:uzzi1997\taccept\n", "row 2, column subject_id: found mm"),
        (HEAD + "work:uzzi1997\twork:wenger1998\taccept\n", "found two works of the graph"),
        (
            HEAD + "work:my.bib/mm\twork:uzzi1997\taccept\nwork:my.bib/mm\twork:uzzi1997\treject\n",
            "row 3, column decision: found both accept and reject",
        ),
        ("", "column subject_id: found no such column"),
        ("\0\1\2", "zero byte"),
    ],
)
def test_wrong_decisions_are_reported_with_their_place(command, bib, tmp_path, text, message):
    path = tmp_path / "d.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    done = command("bib", "link", bib, "--decisions", path)
    assert done.code == 1
    assert message in done.err
    assert "Traceback" not in done.err


def test_a_missing_file_of_decisions_is_wrong_use(command, bib, tmp_path):
    assert command("bib", "link", bib, "--decisions", tmp_path / "none.tsv").code == 2


def test_a_decision_on_a_file_not_read_now_waits(command, bib, tmp_path):
    path, again = tmp_path / "d.sssom.tsv", tmp_path / "again.sssom.tsv"
    path.write_text(HEAD + "work:other.bib/k\twork:uzzi1997\treject\n", encoding="utf-8")
    done = command("bib", "link", bib, "--decisions", path, "--review", again)
    assert done.code == 0
    assert "It waits until that file is read again." in done.err
    assert "work:other.bib/k" in again.read_text("utf-8")


def test_no_cell_is_a_formula(command, tmp_path):
    path, review = tmp_path / "evil.bib", tmp_path / "r.tsv"
    book = "@book{{{0}, title={{=HYPERLINK(1) of things}}, author={{Doe, J}}, year={0}}}\n"
    path.write_text(book.format(2001) + book.format(2004))
    out = command("bib", "link", path, "--format", "csv", "--review", review).out
    cells = [cell for row in csv.reader(out.splitlines()) for cell in row]
    cells += [cell for row in mappings(review) for cell in row.values()]
    assert mappings(review)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


EXPRESSIONS = """@article{paper, author={Malmberg, Anders and Maskell, Peter}, year=2006,
  title={Localized Learning Revisited}, journal={Growth and Change}, volume=37,
  doi={10.1111/j.1468-2257.2006.00302.x}}
@article{again, author={Malmberg, A. and Maskell, P.}, year=2006,
  title={Localised learning revisited}, journal={Growth and Change}, volume=37}
@techreport{draft, author={Malmberg, A. and Maskell, P.}, year=2005,
  title={Localised learning revisited}, institution={DRUID Working Paper}}
@article{soon, author={Bathelt, H. and Malmberg, A. and Maskell, P.}, year={forthcoming},
  title={Clusters and knowledge: local buzz, global pipelines}, journal={Prog. Hum. Geogr.}}
"""


def test_expressions_of_one_work_are_related_and_not_merged(command, tmp_path):
    path, out = tmp_path / "e.bib", tmp_path / "e.ttl"
    path.write_text(EXPRESSIONS)
    found = rows(command("bib", "link", path, "--format", "csv", "--out", out).out)
    told = [(row["outcome"], row["to"], row["related"]) for row in found.values()]
    assert told == [
        ("new", "", "work:malmbergmaskell2005"),
        ("linked", "work:e.bib/paper", "work:malmbergmaskell2005"),
        ("linked", "work:malmbergmaskell2005", "work:e.bib/paper;work:e.bib/again"),
        ("new", "", "work:bathelt2004"),
    ]
    assert "/e.bib/soon> skos:closeMatch <" in out.read_text("utf-8")


def test_a_new_record_says_what_it_is_nearest_to(command, tmp_path):
    path = tmp_path / "n.bib"
    path.write_text("@article{g, author={Grabher, G.}, year=2002, title={Cool projects of rail}, "
                    "journal={Regional Studies}, volume=36, pages={205--214}}")  # fmt: skip
    (row,) = rows(command("bib", "link", path, "--format", "csv").out).values()
    assert (row["outcome"], row["to"]) in {("new", ""), ("review", "work:grabher2002b")}
    assert "work:grabher2002" in row["fields"] + row["to"]


def test_a_placeholder_for_an_identifier_joins_nothing(command, tmp_path):
    path = tmp_path / "p.bib"
    book = (
        "@article{{k{0}, author={{Doe, Jo}}, year=2001, title={{{1} {2} {1} {2}}}, "
        "journal={{Towns}}, doi={{10.1000/none}}}}\n"
    )
    path.write_text("".join(book.format(n, WORDS[n], WORDS[-n - 1]) for n in range(10)) * 6)
    done = command("bib", "link", path, "--format", "csv")
    assert "60 records are 10 works" in done.err
    few = tmp_path / "few.bib"
    few.write_text("".join(book.format(n, WORDS[n], WORDS[-n - 1]) for n in (0, 1, 2)) * 2)
    assert "6 records are 3 works" in command("bib", "link", few).out


def test_a_terminal_is_told_how_many_records_are_compared():
    told = []
    entries = list(records(works(20)))
    link([], entries * 60, step=lambda *numbers: told.append(numbers))
    assert told == [(0, 1200), (500, 1200), (1000, 1200)]


def test_progress_is_shown_on_a_terminal_and_wiped_out(monkeypatch):
    out = io.StringIO()
    out.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setenv("TERM", "xterm")
    with working("Linking") as step:
        step("500 of 1,200")
        time.sleep(0.3)
    assert "Linking … 500 of 1,200" in out.getvalue()
    assert out.getvalue().rstrip("\r\n").endswith(("\x1b[2K", "\x1b[?25h"))


def test_no_terminal_is_told_nothing(capsys):
    with working("Linking") as step:
        step("500 of 1,200")
    assert capsys.readouterr().err == ""


OTHER_SCRIPTS = """
@article{a, author={王小明}, title={产业集群与本地学习}, journal={地理学报}, year={2008}, volume={63}, pages={1-10}}
@article{b, author={李大力}, title={城市交通规划研究}, journal={地理研究}, year={2008}, volume={63}, pages={1-10}}
@article{c, author={Иванов, П.}, title={Локальное обучение}, journal={Регион}, year={2010}, volume={5}, pages={1-10}}
@article{d, author={Петров, А.}, title={Экономика города}, journal={Вопросы}, year={2010}, volume={5}, pages={1-10}}
"""  # fmt: skip  # noqa: E501


def test_works_in_other_scripts_are_compared_by_what_they_say(command, tmp_path):
    for name in ("one.bib", "two.bib"):
        (tmp_path / name).write_text(OTHER_SCRIPTS, encoding="utf-8")
    alone = command("bib", "link", tmp_path / "one.bib").out
    assert "4 records are 4 works" in alone
    both = command("bib", "link", tmp_path / "one.bib", tmp_path / "two.bib").out
    assert "8 records are 4 works" in both
    for key in "abcd":
        assert f"work:two.bib/{key}  ->  work:one.bib/{key}  [title" in both


def test_a_record_beside_its_copy_is_linked_though_its_title_runs_a_work_on(command, tmp_path):
    text = """@article{review, author={Someone, Else}, journal={Organization}, year={1999},
    title={Communities of Practice: Learning, Meaning, and Identity and a learning theory}}"""
    for name in ("one.bib", "two.bib"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = command("bib", "link", tmp_path / "one.bib", tmp_path / "two.bib")
    assert "2 records are 1 works: 0 of the graph and 1 others" in done.out, done.out


def test_a_likely_doi_makes_no_identity(command, tmp_path):
    table = (resources.data() / "works.csv").read_text("utf-8").splitlines()
    row = next(r for r in csv.DictReader(table) if r["doi_confidence"] == "likely")
    (tmp_path / "my.bib").write_text(
        f"@article{{k, title={{{row['title']}}}, doi={{{row['doi']}}}}}\n", encoding="utf-8"
    )
    out = tmp_path / "links.ttl"
    command("bib", "link", tmp_path / "my.bib", "--out", out)
    text = out.read_text("utf-8")
    assert f"skos:exactMatch <https://w3id.org/localized-learning/id/work/{row['key']}>" in text
    assert "owl:sameAs" not in text


def test_a_retracted_work_is_told_wherever_it_is_read(command, tmp_path):
    path = tmp_path / "my.bib"
    path.write_text("@article{k, title={RETRACTED: A tale of two towns}, year={2001}}\n")
    for call in (["link"], ["merge", "--to", "ris"], ["convert", "--to", "ris"]):
        err = command("bib", call[0], path, *call[1:]).err
        assert "my.bib, line 1: found the retracted work RETRACTED: A tale" in err

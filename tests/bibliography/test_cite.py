"""References in a citation style, against published references and through bad input."""

import json
import re
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loclearn.bibliography import styles
from loclearn.bibliography.reading import read
from loclearn.bibliography.record import Date, Extra, Identifiers, Name, Record
from loclearn.bibliography.styled import styled
from loclearn.errors import InvalidInput, WrongUse
from tests.bibliography.test_round_trips import FILES
from tests.bibliography.test_round_trips import records as any_records


def people(*names):
    return tuple(Name(*name.split(", ")) for name in names)


GRADY = Record(
    type="article-journal", container="Psychology of Popular Media Culture", volume="8", issue="3",
    title="Emotions in storybooks: A comparison of storybooks that represent ethnic and racial "
    "groups in the United States",
    authors=people("Grady, Jessica", "Her, May", "Moreno, G.", "Perez, C.", "Yelinek, J."),
    issued=Date(2019, 7), pages="207-217", identifiers=Identifiers(doi="10.1037/ppm0000185"),
)  # fmt: skip
NA = Record(
    type="article-journal", volume="20", issue="7", pages="745-755", issued=Date(2018),
    container="International Journal of Speech Language Pathology",
    title="Communication about emotions during storybook reading: Effects of an instruction "
    "programme for children with Down syndrome",
    authors=people("Na, Ji Young", "Wilkinson, Krista M."),
    identifiers=Identifiers(doi="10.1080/17549507.2017.1356376"),
)  # fmt: skip
DILLARD = Record(
    type="chapter", title="Currents in the study of persuasion", issued=Date(2020), edition="4",
    authors=people("Dillard, James P."), pages="115-129", publisher="Routledge",
    editors=people("Oliver, Mary B.", "Raney, A. A.", "Bryant, Jennings"),
    container="Media effects: Advances in theory and research",
)  # fmt: skip
KWON = Record(
    type="article-journal", authors=people("Kwon, Hyeyoung"), issued=Date(2022), volume="127",
    title="Inclusion Work: Children of Immigrants Claiming Membership in Everyday Life",
    container="American Journal of Sociology", issue="6", pages="1818-1859",
    identifiers=Identifiers(doi="10.1086/720277"),
)  # fmt: skip
BINDER = Record(
    type="book", title="The Channels of Student Activism: How the Left and Right Are Winning (and "
    "Losing) in Campus Politics Today", issued=Date(2022), publisher="University of Chicago Press",
    authors=people("Binder, Amy J.", "Kidder, Jeffrey L."),
)  # fmt: skip

# as guides of libraries (Old Dominion, Hanze) print them for APA, and the quick guide of the
# Chicago Manual for its 18th edition
PUBLISHED = [
    ("apa", GRADY, "Grady, J., Her, M., Moreno, G., Perez, C., & Yelinek, J. (2019). Emotions in "
     "storybooks: A comparison of storybooks that represent ethnic and racial groups in the United "
     "States. Psychology of Popular Media Culture, 8(3), 207–217. "
     "https://doi.org/10.1037/ppm0000185"),
    ("apa", NA, "Na, J. Y., & Wilkinson, K. M. (2018). Communication about emotions during "
     "storybook reading: Effects of an instruction programme for children with Down syndrome. "
     "International Journal of Speech Language Pathology, 20(7), 745–755. "
     "https://doi.org/10.1080/17549507.2017.1356376"),
    ("apa", DILLARD, "Dillard, J. P. (2020). Currents in the study of persuasion. In M. B. Oliver, "
     "A. A. Raney, & J. Bryant (Eds.), Media effects: Advances in theory and research (4th ed., "
     "pp. 115–129). Routledge."),
    ("chicago-author-date", KWON, "Kwon, Hyeyoung. 2022. “Inclusion Work: Children of Immigrants "
     "Claiming Membership in Everyday Life.” American Journal of Sociology 127 (6): 1818–59. "
     "https://doi.org/10.1086/720277."),
    ("chicago-author-date", BINDER, "Binder, Amy J., and Jeffrey L. Kidder. 2022. The Channels of "
     "Student Activism: How the Left and Right Are Winning (and Losing) in Campus Politics Today. "
     "University of Chicago Press."),
]  # fmt: skip


@pytest.mark.parametrize(("style", "record", "published"), PUBLISHED)
def test_a_reference_is_what_was_published(style, record, published):
    assert str(styled([record], style)) == published + "\n"


def test_what_is_set_in_italics_is_marked_and_the_rest_escaped():
    record = Record(type="book", title="A <b>bold</b> & *free* <script>x</script>",
                    authors=(Name("O<i", "É."),), issued=Date(1999))  # fmt: skip
    ((_, html),) = styled([record], "apa", "html").entries
    assert "<script" not in html
    assert "O&lt;i, É. (1999). <i>A <b>bold</b> &amp; *free* &lt;script&gt;" in html
    ((_, markdown),) = styled([record], "apa", "markdown").entries
    assert r"*A **bold** & \*free\* \<script\>" in markdown


def test_the_signs_of_a_title_and_of_the_style_do_not_meet():
    record = Record(type="article-journal", title="What now?", container="J. Geogr.",
                    authors=people("Ash, I."), issued=Date(1999))  # fmt: skip
    assert str(styled([record], "apa")) == "Ash, I. (1999). What now? J. Geogr.\n"
    assert "“What Now?” J. Geogr.\n" in str(styled([record], "chicago-author-date"))


def test_editors_or_a_title_in_the_place_of_an_author_are_not_written_again():
    book = Record(type="book", title="T", editors=people("Oz, W."), issued=Date(1983))
    assert str(styled([book], "apa")) == "Oz, W. (Ed.). (1983). T.\n"
    assert str(styled([book], "chicago-author-date")) == "Oz, W., ed. 1983. T.\n"
    assert str(styled([Record(type="book", title="T")], "apa")) == "T. (n.d.).\n"


def test_the_style_sorts_and_letters_tell_works_of_a_year_apart():
    records = [
        Record(key=key, type="book", title=title, authors=people(name), issued=Date(year))
        for key, title, name, year in (
            ("z", "T", "Zoe, Z.", 1990), ("ü", "T", "Über, B.", 1990), ("b", "B", "Ash, I.", 1999),
            ("a", "A", "Ash, I.", 1999), ("old", "C", "Ash, I.", 1990), ("v", "T", "Vogt, A.", 1)
        )
    ]  # fmt: skip
    done = styled(records, "apa")
    assert [record.key for record, _ in done.entries] == ["old", "a", "b", "ü", "v", "z"]
    assert [re.search(r"\((.*?)\)", text)[1] for _, text in done.entries][:3] == [
        "1990", "1999a", "1999b"]  # fmt: skip
    # a style without a place for the letter has it after the year, and a numeric one has none
    assert "1999b" in str(styled(records, "cambridge-journal-of-economics"))
    assert str(styled(records, "ieee")).startswith("[1] Z. Zoe, T. 1990.\n[2] B. Über")


def test_what_is_odd_in_a_record_stops_no_style():
    odd = [
        Record(key="f", type="book", title="F", authors=(Name(literal="World Bank"),),
               issued=Date(text="forthcoming")),
        Record(key="p", type="nonsense", title="P", authors=(Name("Oord", "A.", "van den", "Jr."),
                                                             Name(literal="others"))),
        Record(key="c", type="article-journal", title="C", pages="5-", language="English",
               extra=(Extra("csl-json", "custom", "{}"), Extra("csl-json", "author", "3"),
                      Extra("csl-json", "accessed", '{"date-parts":[["x"]]}'),
                      Extra("csl-json", "translator", '[{"family":"Tr","isni":"1"},7]'))),
        Record(key="n", notes=("only a note",)), Record(number=5),
    ]  # fmt: skip
    for style in ("apa", "chicago-author-date", "ieee", "din-1505-2", styles.DEFAULT):
        done = styled(odd, style)
        assert sorted(r.key for r, _ in done.entries) == ["", "c", "f", "n", "p"]
        assert all(text.strip() for _, text in done.entries)
        assert {p.severity for p in done.problems} == {"warning"}
        assert "only a note. [n]" in str(done)
    assert "World Bank. (forthcoming). F." in str(styled(odd, "apa"))


@pytest.mark.parametrize("style", ["apa", "chicago-author-date", "nature"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_record_of_a_real_file_gives_one_reference(path, style, shared):
    assert shared.is_dir()
    records = read(path).records
    done = styled(records, style)
    assert sorted(map(id, records)) == sorted(id(record) for record, _ in done.entries)
    assert len(done.problems) <= 2
    assert not [text for _, text in done.entries if re.search(r"[\ue000-\uf8ff]|\n| {2}", text)]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, _attributes):
        assert tag in {"div", "i", "b", "u", "sup", "sub", "span"}
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    records=st.lists(any_records, max_size=3),
    style=st.sampled_from(["apa", "ieee"]),
)
def test_any_records_give_a_reference_each_and_sound_html(records, style):
    done = styled(records, style, "html")
    assert len(done.entries) == len(records)

    reader = Reader()
    reader.feed(str(done))
    assert reader.open == []


STYLE = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info>{info}'
    "</info>{body}</style>"
)
ECHO = '<bibliography><layout suffix="!"><text variable="title"/></layout></bibliography>'

LACKING = ECHO.replace('variable="title"', 'macro="m"')
CIRCLE = '<macro name="m"><text macro="m"/></macro>'


def test_a_style_of_ones_own_is_a_file(tmp_path):
    path = tmp_path / "own.csl"
    path.write_text(STYLE.format(info="", body=ECHO), encoding="utf-8")
    assert str(styled([Record(title="T")], str(path))) == "T!\n"


@pytest.mark.parametrize(("locale", "word"), [("de-AT", "und"), ("xx-YY", "and"), ("", "and")])
def test_a_style_speaks_its_language_or_else_english(locale, word, tmp_path):
    path = tmp_path / "own.csl"
    body = (
        '<bibliography><layout><text term="and"/> <text variable="title"/></layout></bibliography>'
    )
    text = STYLE.format(info="", body=body)
    text = text.replace('class="in-text"', f'class="in-text" default-locale="{locale}"')
    path.write_text(text if locale else text.replace(' default-locale=""', ""), encoding="utf-8")
    assert str(styled([Record(title="T")], str(path))) == f"{word}T\n"


def test_a_style_that_names_its_parent_is_the_parent(tmp_path):
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/apa"/>'
    path = tmp_path / "journal.csl"
    path.write_text(STYLE.format(info=link, body=""), encoding="utf-8")
    assert str(styled([NA], str(path))) == str(styled([NA], "apa"))
    assert str(styled([NA], "environment-and-planning-a")).startswith("Na J Y, Wilkinson K M, 2018")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "an empty file"),
        ("<style", "cannot be read"),
        ("<html/>", "begins with html"),
        ('<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>', "document type"),
        (STYLE.format(info="", body=""), "without a bibliography"),
        (STYLE.format(info="", body=LACKING), "lacks its macro m"),
        (STYLE.format(info="", body=CIRCLE + ECHO), "calls itself"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_style_is_reported(text, found, tmp_path):
    path = tmp_path / "x.csl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=found) as error:
        styled([Record(title="T")], str(path))
    assert str(path) in str(error.value)


def test_a_style_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(WrongUse, match="Did you mean apa"):
        styled([], "apaa")
    with pytest.raises(WrongUse, match="There is no file"):
        styled([], str(tmp_path / "x.csl"))
    with pytest.raises(WrongUse, match="Did you mean html"):
        styled([], "apa", "htm")


def test_without_the_extra_one_line_says_what_to_install(command, tmp_path, monkeypatch):
    path = tmp_path / "a.bib"
    path.write_text("@book{a, title = {T}}", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "citeproc", None)
    monkeypatch.setattr(styles, "find_spec", lambda _: None)
    done = command("bib", "cite", str(path))
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert 'pip install "loclearn[cite]"' in done.err


def test_the_command_writes_and_counts(command, tmp_path):
    path, out = tmp_path / "a.json", tmp_path / "refs.md"
    item = {"id": "a", "type": "book", "title": "T", "issued": {"date-parts": [[1999]]}}
    path.write_text(json.dumps([item, {"id": "n", "note": "n"}, 3]), encoding="utf-8")
    done = command("bib", "cite", str(path), "--style", "apa", "--format", "markdown",
                   "--out", str(out))  # fmt: skip
    assert done.code == 1
    assert out.read_text(encoding="utf-8") == "*T*. (1999).\n\n(n.d.) n. \\[n\\]\n"
    assert "record 2: found a record that apa cannot write (n)" in done.err
    assert done.out.strip() == f"{path}: 3 records in, 2 references out, 1 reported"

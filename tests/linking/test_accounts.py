"""A messy library comes in, is linked and goes out again, and every record is accounted for."""

import json
import re

import pytest

from loclearn.bibliography.reading import read
from loclearn.bibliography.writing import write

MESSY = r"""% my library, exported in 2014
@string{cje = "Cambridge Journal of Economics"}
@preamble{"\newcommand{\noopsort}[1]{}"}
@article{mm1999, author={Maskell, Peter and Malmberg, Anders}, journal=cje, year=1999, month=mar,
  title={Localised Learning and Industrial Competitiveness}, volume=23, pages={167–185},
  doi={doi:10.1093/cje/23.2.167}, file={:C\:/Users/pm/a.pdf:PDF}}
@article{mm1999b, author={Peter Maskell and Anders Malmberg}, year={1999}, pages={9--25}, volume=6,
  title={The competitiveness of firms and regions: `Ubiquitification' and the importance of
  localized learning}, url={https://doi.org/10.1177/096977649900600102}}
@misc{oord, author={van den Oord, A{\"a}ron}, title={WaveNet}, eprint={1609.03499},
  archivePrefix={arXiv}, year=2016}
@techreport{oecd, author={{OECD and Eurostat}}, title={Oslo Manual {2018}}, year={2018},
  issn={1234-5678; 2413-2764 and 0028-0836}}
@article{forth, author={Ash, Ida}, title={Something else about regions}, year={forthcoming}}
@article{same, author={Alpha, A.}, title={First work with one key}, year=2001}
@article{same, author={Beta, B.}, title={Quite different second work}, year=2011}
@incollection{child, crossref={parent}, author={Lee, L.}, title={Introduction}, pages={1--19}}
@book{parent, editor={Lundvall, Bengt-{\AA}ke}, title={National Systems}, year=1992}
@article{broken, author={Broken, B.}, title={An {unbalanced entry in the middle}, year=2000

@article{after, author={After, A.}, title={The entry after the broken one}, year=2003}
@article{../../etc/passwd, author={Evil, E.}, title={=1+1 in a cell}, year=2004, note={@SUM(A1)}}
@article{twice, author={Cole, C.}, title={A year twice}, year={2004}, year={2003}, unknown={k {m}}}
@article{empty,}
@article{ , author={Nokey, N.}, title={An entry without a key}, year=1999}
@article{cjk, author={王, 小明}, title={产业集群与本地学习}, journal={地理学报}, year={2008}}
"""
FORMATS = ("csl-json", "bibtex", "biblatex", "ris", "turtle", "jsonld")
ITEMS = [
    {"DOI": "10.1093/CJE/23.2.167", "title": ["Localised learning and industrial competitiveness"],
     "reference": [{"author": "Marshall", "year": "1890", "volume-title": "Principles"}]},
    {"DOI": "10.1177/096977649900600102", "title": ["The competitiveness of firms and regions"]},
    {"title": [], "type": None, "author": None, "issued": None, "reference-count": 0},
    "not a record",
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    bib, answer = tmp_path / "messy.bib", tmp_path / "answer.json"
    lines = MESSY.encode().split(b"\n")
    ends = (b"\n", b"\r\n", b"\r")
    mixed = b"".join(line + ends[number % 3] for number, line in enumerate(lines))
    bib.write_bytes(b"\xef\xbb\xbf" + mixed)
    answer.write_text(json.dumps({"status": "ok", "message": {"items": ITEMS}}), "utf-8")
    return bib, answer


@pytest.mark.parametrize("to", FORMATS)
def test_all_records_come_back_from_every_format(files, tmp_path, to):
    for number, path in enumerate(files):
        source = read(path)
        back = tmp_path / f"{number}.{to}"
        back.write_text(write([source], to), encoding="utf-8", newline="")
        assert read(back).records == source.records


def test_counts_add_up_with_the_broken_records(command, files):
    done = command("bib", "convert", files[0], "--to", "ris", "--out", files[0].with_suffix(".ris"))
    assert (done.code, "16 records in, 15 out, 1 reported" in done.out) == (1, True), done.out
    done = command("bib", "link", *files)
    assert done.code == 1
    pattern = r"(\w+\.\w+): (\d+) records = (\d+) linked \+ (\d+) for review \+ (\d+) new"
    told = re.findall(rf"{pattern} \+ (\d+) reported", done.out)
    assert [(line[1], line[-1]) for line in told] == [("16", "1"), ("4", "1")]
    for line in told:
        assert int(line[1]) == sum(map(int, line[2:]))


def test_a_doi_in_an_address_is_one(command, files):
    assert read(files[0]).records[1].identifiers.doi == "10.1177/096977649900600102"
    done = command("bib", "link", *files)
    assert re.search(r"messy.bib/mm1999b  ->  work:maskellmalmberg1999b  \[doi same\]", done.out)


def test_the_merged_library_has_each_work_once(command, files, tmp_path):
    out = tmp_path / "all.bib"
    done = command("bib", "merge", *files, "--to", "biblatex", "--out", out)
    merged = read(out).records
    assert f"{len(merged)} records with 1 references" in done.out
    assert len(merged) == 15 + 3 - 2
    dois = [record.identifiers.doi for record in merged if record.identifiers.doi]
    assert sorted(dois) == ["10.1093/cje/23.2.167", "10.1177/096977649900600102"]
    kept = {extra.field: extra.value for record in merged for extra in record.extra}
    assert kept["file"] == r":C\:/Users/pm/a.pdf:PDF"
    assert kept["unknown"] == "k {m}"

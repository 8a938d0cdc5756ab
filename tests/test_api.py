"""The public surface, and that examples of it run."""

import ast
from importlib import import_module

import pytest

import loclearn
from tests.conftest import ROOT

MODULES = sorted((ROOT / "src").rglob("*.py"))


def test_the_public_names_are_sorted_and_can_be_imported():
    assert loclearn.__all__ == sorted(loclearn.__all__)
    for name in loclearn.__all__:
        assert getattr(loclearn, name).__name__ == name
    assert set(loclearn._HOME) == set(loclearn.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="asses"):
        loclearn.asses  # noqa: B018


def test_modules_and_functions_stay_small():
    lengths = {}
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        lengths[path.name] = len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                docs = len((ast.get_docstring(node) or "").splitlines())
                assert node.end_lineno - node.lineno + 1 - docs <= 60, (path.name, node.name)
    assert max(lengths.values()) <= 400
    assert sorted(lengths.values())[len(lengths) // 2] < 200


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_each_module_says_what_it_is_for(path):
    docs = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docs
    assert docs.splitlines()[0].rstrip()


def test_errors_have_one_base():
    errors = import_module("loclearn.errors")
    for name in ("WrongUse", "InvalidInput", "OntologyError"):
        assert issubclass(getattr(errors, name), loclearn.LoclearnError)
        assert name in errors.__doc__

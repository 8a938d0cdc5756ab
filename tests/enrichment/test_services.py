"""The one table of services, and what may be changed in it."""

import pytest

from loclearn.enrichment.services import services
from loclearn.errors import InvalidInput, WrongUse


def written(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_live_addresses_are_in_the_table_and_safe():
    table = services(environment={})
    assert {row.address.partition("/")[0] for row in table.values()} == {"https:"}
    assert {row.licence for row in table.values()} == {"CC0-1.0"}
    # Crossref lets strangers ask five times a second, and search once (x-rate-limit-limit: 5)
    assert table["crossref"].rate <= 5
    assert table["crossref"].search_rate <= 1
    # OpenCitations: 180 a minute
    assert table["opencitations"].rate <= 3


def test_a_table_of_ones_own_changes_what_it_says_and_no_more(tmp_path):
    path = written(tmp_path, '[openalex]\naddress = "http://localhost:1/"\nrate = 1\n')
    table = services(path, {})
    assert (table["openalex"].address, table["openalex"].rate) == ("http://localhost:1", 1)
    assert table["openalex"].search_rate == services(environment={})["openalex"].search_rate
    assert table["crossref"] == services(environment={})["crossref"]
    assert services(None, {"LOCLEARN_SERVICES": str(path)}) == table


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crosref]\nrate = 1", "Did you mean crossref?"),
        ("[crossref]\nrat = 1", "Did you mean rate?"),
        ("[crossref]\nrate = 0", "column crossref.rate: found 0; expected a number above 0"),
        ("[crossref]\nrate = true", "expected a number above 0"),
        ("[crossref]\ntries = 1.5", "expected a number above 0"),
        ("[crossref]\ntimeout = inf", "expected a number above 0"),
        ("[crossref]\ntimeout = nan", "expected a number above 0"),
        ('[crossref]\naddress = "file:///etc"', "expected an address that begins with http"),
        ('[crossref]\naddress = "https://me:secret@a.org"', "without a name, key or query"),
        ('[crossref]\naddress = "https://a.org/?api_key=1"', "without a name, key or query"),
        ('[crossref]\naddress = "https://[a"', "expected an address"),
        ('[crossref]\nmail = "ida@example.org"', "a list of environment variables"),
        ("[crossref]\nname = 1", "expected a text"),
        ("crossref = 1", "one of crossref, openalex"),
        ("[crossref", "no TOML"),
    ],
)
def test_faults_of_the_table_are_told(tmp_path, text, said):
    with pytest.raises(InvalidInput) as caught:
        services(written(tmp_path, text), {})
    assert said in "\n".join(map(str, caught.value.problems))


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(InvalidInput) as caught:
        services(written(tmp_path, "[crossref]\nrate = 0\nrat = 1\n[x]\n"), {})
    assert len(caught.value.problems) == 3


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongUse, match="There is no file"):
        services(tmp_path / "none.toml", {})


def test_the_first_variable_that_is_set_counts():
    both = {"LOCLEARN_MAIL": "a@example.org", "CROSSREF_MAILTO": "b@example.org"}
    assert services(environment=both)["crossref"].mail == "b@example.org"
    assert services(environment=both)["wikidata"].mail == "a@example.org"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOCLEARN_MAIL", "ida"),
        ("LOCLEARN_MAIL", "ida@example.org\r\nX-Other: 1"),
        ("LOCLEARN_MAIL", "idä@example.org"),
        ("OPENALEX_API_KEY", "two words"),
        ("OPENALEX_API_KEY", "schlüssel"),
    ],
)
def test_what_is_no_mail_address_or_key_is_told_without_showing_it(name, value):
    with pytest.raises(WrongUse) as caught:
        services(environment={name: value})
    assert name in str(caught.value)
    assert value not in str(caught.value)


def test_a_service_does_not_show_its_secrets():
    row = services(environment={"OPENALEX_API_KEY": "open-secret"})["openalex"]
    assert row.key == "open-secret"
    assert "open-secret" not in repr(row)

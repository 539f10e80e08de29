import pytest

from casestudies.publication.jurisdictions import jurisdiction_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("GB", "United Kingdom"),
        ("AD", "Andorra"),
        ("ZW", "Zimbabwe"),
        ("EU", "European Union"),
        ("US-CA", "California"),
        ("US-OR", "United States (US-OR)"),
        ("XX-1", "XX-1"),
        ("", ""),
    ],
)
def test_jurisdiction_is_named_as_readers_know_it(code, name):
    assert jurisdiction_name(code) == name

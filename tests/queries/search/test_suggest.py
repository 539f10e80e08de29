"""What is suggested while somebody types."""

from casestudies.queries.search.suggest import Suggestion, suggest

FIRST = {
    "halc": Suggestion("party", "halcyon-research", "Halcyon Research"),
    "lod": Suggestion("party", "zarzad-transportu-lodz", "Zarząd Transportu Łódź"),
    "general data": Suggestion(
        "instrument", "general-data-protection-regulation", "General Data Protection Regulation"
    ),
    "welf": Suggestion("topic", "welfare", "Welfare"),
    "sepsis al": Suggestion("case", "hospital-sepsis-alarm", "The sepsis alarm that cried wolf"),
}


def test_names_and_titles_are_suggested_as_they_are_written(cases):
    assert {typed: suggest(typed)[0] for typed in FIRST} == FIRST


def test_too_little_or_unlike_anything_suggests_nothing(cases):
    assert [typed for typed in ("", " ", "a", "-halcyon", "zzzz", "%", '"') if suggest(typed)] == []


def test_suggestions_are_few_and_take_three_queries(cases, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = suggest("the")

    assert 0 < len(found) <= 9

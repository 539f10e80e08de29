"""A parameter is understood, or the answer says which was not and what was probably meant."""

import itertools
import re
import time

import pytest
from django.http import QueryDict
from django.test import Client

from casestudies.api.case_filters import FILTERS
from casestudies.api.parameters import Several, Text, read_parameters
from casestudies.api.problems import Problem
from casestudies.api.urls import urlpatterns

LIST = "/api/v1/case-studies/"


def errors(query):
    answer = Client().get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/invalid-parameter/")
    return answer.json()["errors"]


@pytest.mark.parametrize("value", ["-1", "0", "101", "abc", "", "1.5", "1e2", "٣", " 5", "9" * 4_000, "NaN", "0x10"])
def test_limit_out_of_range_is_refused(value):
    assert errors(f"limit={value}") == [
        {"parameter": "limit", "detail": "“limit” must be a whole number from 1 to 100."}
    ]


NAMES = {
    "topics": "topic",
    "Limit": "limit",
    "jurisdictoin": "jurisdiction",
    "page_size": "limit",
    "order-by": "sort",
    "modified_since": "updated_since",
    "country": "jurisdiction",
}


@pytest.mark.parametrize(("name", "meant"), NAMES.items())
def test_unknown_parameter_is_named_with_the_nearest_right_one(name, meant):
    detail = f"There is no parameter “{name}” here. Did you mean “{meant}”?"
    assert errors(f"{name}=x") == [{"parameter": name, "detail": detail, "suggestion": meant}]


def test_value_of_no_known_form_is_answered_with_the_one_that_was_probably_meant():
    meant = {
        "role=develper": "developer",
        "role=developer,deployr": "deployer",
        "jurisdiction=US,us-ca": "US-CA",
        "language=EN": "en",
        "topic=creative-labour, prisons": "prisons",
        "checked=non": "none",
        "sort=-publishd": "-published",
        "fields=titel": "title",
    }
    for query, word in meant.items():
        (error,) = errors(query)
        assert (error["suggestion"], error["detail"].endswith(f" Did you mean “{word}”?")) == (word, True), query
    assert errors("year=24") == [
        {"parameter": "year", "detail": "“year” must be a year of four digits, or several with commas between."}
    ]


def test_unknown_parameter_without_a_near_one_is_answered_with_those_known():
    (error,) = errors("zzz=1")
    assert error["detail"].startswith("There is no parameter “zzz” here. Known are topic, party, role, ")
    assert error["detail"].endswith("limit, cursor, page.")


def test_every_wrong_parameter_is_named_at_once():
    assert [error["parameter"] for error in errors("limit=0&topics=a&party=%00")] == ["limit", "topics", "party"]


@pytest.mark.parametrize("sent", ["%FF", "%EF%BF%BD"])
def test_what_cannot_be_read_is_refused_and_so_is_the_sign_that_stands_for_it(sent):
    (error,) = errors(f"q={sent}")
    assert error["detail"] == "“q” holds bytes that are not UTF-8, or U+FFFD, the sign that stands for such bytes."


def test_repeated_parameter_is_refused():
    assert errors("topic=a&topic=b")[0]["detail"] == "“topic” is given 2 times; give it once."


@pytest.mark.parametrize("value", ["a%00b", "%20", "a/b", "é", "a" * 201, "<script>", "", "a%0A"])
@pytest.mark.parametrize("name", ["topic", "party", "instrument", "jurisdiction"])
def test_filter_of_another_form_is_refused(name, value):
    assert [error["parameter"] for error in errors(f"{name}={value}")] == [name]


def test_parameter_where_none_is_known_is_refused():
    answer = Client().get(f"{LIST}a-leak/editions/?topic=x")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["detail"] == "There is no parameter “topic” here. This address takes none."


def parameters():
    """Every parameter of the API that has a pattern, by where it is taken."""
    for route in urlpatterns:
        for name, parameter in (getattr(getattr(route.callback, "cls", None), "query", None) or {}).items():
            if "pattern" in parameter.schema:
                yield f"{route.pattern} {name}", parameter


def hostile_strings(parts):
    """What a careless pattern would try in very many ways: up to `parts` long runs of signs it knows, then one not."""
    for start, sign in itertools.product(("", "aa", "aa@", "aa@a/", "AA-", "2024-01-01T00:00:00"), "a0A-./:@_ é"):
        for run in (sign * 41, f"{sign}a" * 40):
            yield ",".join([start + run] * parts) + ",!"


def test_no_string_keeps_a_pattern_busy():
    seen, slow = set(), []
    for where, parameter in parameters():
        published = re.compile(parameter.schema["pattern"])
        if published.pattern in seen:
            continue
        seen.add(published.pattern)
        # Whether it grows with the parts in powers is seen at the first that is slow, long before it would not end.
        for text in itertools.chain.from_iterable(map(hostile_strings, (1, 2, 4, 10))):
            began = time.thread_time()
            is_taken, is_long = accepts(parameter, text), len(text) > parameter.schema.get("maxLength", len(text))
            is_described = published.search(text) is not None and not is_long
            # What is described more widely than it is taken has more to it than a form.
            assert is_taken == is_described or (is_described and not isinstance(parameter, (Several, Text))), where
            if time.thread_time() - began > 0.3:  # a thousand times what it takes
                slow.append((where, text))
                break
    assert len(seen) > 15
    assert slow == []


def accepts(parameter, text):
    try:
        parameter.read(text)
    except ValueError:
        return False
    return True


def test_name_of_a_term_may_hold_a_slash_anywhere():
    term = "mit-ai-risk@2024/25/6/3 a"
    given = read_parameters(QueryDict(f"term={term}"), FILTERS)
    assert given["term"] == (term,)
    for wrong in (
        "mit-ai-risk",
        "/6.3",
        "mit-ai-risk/",
        "mit-ai-risk@/6.3",
        "mit-ai-risk/6.3,",
        ",".join(["aa/1"] * 11),
    ):
        with pytest.raises(Problem):
            read_parameters(QueryDict(f"term={wrong}"), FILTERS)

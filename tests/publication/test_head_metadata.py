import json

from casestudies.publication.head_metadata import Link, json_ld, meta_tags, script_json, signposts
from tests.publication.citations import ADA, make_citation


def test_tags_name_every_author_topic_and_the_item_type():
    tags = meta_tags(make_citation())

    assert [content for name, content in tags if name == "citation_author"] == ["Writer, Ada", "Office & Sons"]
    assert [content for name, content in tags if name == "DC.subject"] == ["Labour", "Testing"]
    assert dict(tags)["citation_publication_date"] == "2026/11/14"
    assert dict(tags)["z:itemType"] == "report"
    assert dict(tags)["DC.rights"] == "https://creativecommons.org/licenses/by/4.0/"


def test_tags_that_would_be_empty_are_left_out():
    names = {name for name, _ in meta_tags(make_citation(summary="", topics=[], licence=None))}

    assert names.isdisjoint({"DC.description", "DC.rights", "DC.subject", "citation_keywords"})


def test_json_ld_says_who_wrote_what_under_which_licence():
    article = json.loads(json_ld(make_citation(), {"datePublished": "2026-11-01", "correction": []}))

    assert article["@type"] == ["Article", "LearningResource"]
    assert article["author"] == [
        {
            "@type": "Person",
            "name": "Ada Writer",
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "familyName": "Writer",
            "givenName": "Ada",
        },
        {"@type": "Organization", "name": "Office & Sons"},
    ]
    assert (article["version"], article["datePublished"], article["dateModified"]) == ("2", "2026-11-01", "2026-11-14")
    assert "correction" not in article


def test_json_in_a_page_cannot_end_its_script_element():
    value = {"title": "</script><!-- & \u2028 <script>"}

    written = script_json(value)

    assert not {"<", ">", "&", "\u2028"}.intersection(written)
    assert json.loads(written) == value


def test_signposts_lead_to_licence_descriptions_and_authors_with_an_orcid():
    odd = ADA | {"orcid": 'x>; rel="evil"'}
    links = signposts(make_citation(authors=[ADA, odd]), [Link("describedby", "https://a.example/x.bib", "text/x")])

    assert [str(link) for link in links] == [
        '<https://cases.example.org/cases/door/>; rel="cite-as"',
        '<https://schema.org/AboutPage>; rel="type"',
        '<https://schema.org/Article>; rel="type"',
        '<https://orcid.org/0000-0002-1825-0097>; rel="author"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        '<https://a.example/x.bib>; rel="describedby"; type="text/x"',
    ]

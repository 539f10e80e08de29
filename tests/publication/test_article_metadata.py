import json

from casestudies.publication.article_metadata import article_json_ld
from tests.publication.sample_snapshot import issued, source

EMPTY = {
    "uuid": "b4f7fbd2-5a3c-4d8e-9a0b-2f1f6f1f0a11",
    **dict.fromkeys(("sources", "objectives", "parties", "questions"), ()),
}


def read(**members):
    return json.loads(article_json_ld(EMPTY | members))


def test_article_says_which_works_it_cites():
    author = [{"family": "Writer", "given": "Ada"}, {"literal": "Office & Sons"}]
    known = source("a", "article-newspaper", "</script> & more", author=author, issued=issued(2024, 11, 6))
    odd = source("b", "post", "B", URL="javascript:alert(1)", issued={"literal": "in spring"})

    article = read(sources=[known, odd])

    assert article["@id"] == "urn:uuid:b4f7fbd2-5a3c-4d8e-9a0b-2f1f6f1f0a11"
    assert article["citation"] == [
        {
            "@type": "NewsArticle",
            "name": "</script> & more",
            "author": ["Ada Writer", "Office & Sons"],
            "datePublished": "2024-11-06",
        },
        {"@type": "CreativeWork", "name": "B"},
    ]
    assert "</script>" not in article_json_ld(EMPTY | {"sources": [known]})


def test_article_says_what_it_teaches_and_of_whom():
    parties = [
        {"name": "OpenAI", "kind": "organisation", "wikidata": "Q21708200", "url": ""},
        {"name": "Ada Writer", "kind": "person", "wikidata": "", "url": "https://ada.example/"},
    ]

    article = read(objectives=["Tell a leak."], parties=parties, questions=[{"prompt": "Why?"}])

    assert (article["teaches"], article["educationalUse"]) == (["Tell a leak."], "discussion")
    assert article["mentions"] == [
        {"@type": "Organization", "name": "OpenAI", "sameAs": "https://www.wikidata.org/wiki/Q21708200"},
        {"@type": "Person", "name": "Ada Writer", "sameAs": "https://ada.example/"},
    ]


def test_article_of_nothing_says_nothing():
    assert set(read()) == {"@context", "@id"}

"""A hand-made snapshot that uses every part of schema 1, with invented names, for render and page tests."""

import copy
from typing import Any


def cite(*items: dict[str, str]) -> str:
    """The canonical HTML of a citation marker."""
    parts = []
    for item in items:
        members = ",".join(
            f'"{name}":"{item[name]}"' for name in ("key", "locator", "prefix", "suffix") if item.get(name)
        )
        parts.append(f"{{{members}}}")
    payload = f"[{','.join(parts)}]".replace("&", "&amp;").replace('"', "&quot;")
    return f'<span data-cite="{payload}"></span>'


def when(date: str, precision: str = "day", **more: Any) -> dict[str, Any]:
    return {"date": date, "precision": precision, "time": "", "zone": "", "circa": False, "until": "", **more}


def source(key: str, type: str, title: str, **more: Any) -> dict[str, Any]:
    outside = {
        "archived": more.pop("archived", None),
        "source_check": more.pop("source_check", "not_checked"),
        "provenance": more.pop("provenance", ""),
    }
    return {"key": key, "csl": {"id": key, "type": type, "title": title, **more}, **outside}


def issued(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


LICENCE = {
    "key": "CC-BY-4.0",
    "name": "Creative Commons Attribution 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}

BACKGROUND = (
    "<p>The model had been announced in February 2024 as research rather than as a product. Red teamers and a "
    "number of visual artists, designers and film-makers were given access before anybody else"
    + cite({"key": "announce2024"}, {"key": "systemcard2024", "locator": "p. 4", "prefix": "see"})
    + ". Terms were confidential. The developer said later that "
    "<em>hundreds</em> had taken part" + cite({"key": "statement2024"}) + ".</p>"
    "<p>Early access of this kind serves two purposes at once, and the tension between them runs through the case: "
    "it finds faults, and it shows the public that serious people find the tool useful.</p>"
    "<h3>What testers were asked to do</h3>"
    "<p>The letter lists three kinds of work:</p>"
    "<ul><li><p>finding faults and reporting them;</p></li>"
    "<li><p>giving feedback, without pay, on what the tool could not do"
    + cite({"key": "letter2024", "locator": "para. 3"})
    + ";</p></li>"
    "<li><p>making films of which a few would be screened.</p></li></ul>"
    '<figure data-figure="access-route"></figure>'
)
LEAK = (
    "<p>On the morning of 26 November an account named after the letter’s best-known phrase put a small web form "
    "on a public hosting service. It sent prompts to the developer’s own servers, with the access that a tester "
    "had been given"
    + cite({"key": "letter2024"}, {"key": "ars2024"})
    + ". No weights, no training data and no source code came out"
    + cite({"key": "ars2024", "suffix": "who read the code"})
    + ".</p>"
    "<blockquote><p>We are not against the use of AI technology as a tool for the arts.</p></blockquote>"
    "<p>The form offered four sizes and two lengths; the default was the smallest"
    + cite({"key": "letter2024"})
    + ".</p>"
    "<table><tbody><tr><th>Setting</th><th>Choices</th><th>Default</th></tr>"
    "<tr><th>Resolution</th><td>360p, 480p, 720p, 1080p</td><td>360p</td></tr>"
    "<tr><th>Length</th><td>5 or 10 seconds</td><td>5 seconds" + cite({"key": "commit2024"}) + "</td></tr>"
    "</tbody></table>"
    '<p>About three hours later it stopped answering. A <a href="https://example.org/thread">thread of the same '
    "day</a> shows users guessing why" + cite({"key": "thread2024"}) + ".</p>"
    '<figure data-figure="first-film"></figure>'
)
RESPONSE = (
    "<p>The developer paused access for every tester while it looked into what had happened"
    + cite({"key": "wapo2024"})
    + ", and said that taking part had been voluntary"
    + cite({"key": "statement2024"})
    + ". It neither confirmed nor denied that the form was authentic.</p>"
    "<p>Thirteen days later the product was on sale"
    + cite({"key": "launch2024"}, {"key": "systemcard2024"})
    + ".</p><ol><li><p>Access was not restored to testers first.</p></li><li><p>No legal action is known.</p></li></ol>"
)
MEANING = (
    "<p>Two complaints are easily confused. One is about pay; the other, which the letter calls art washing, is "
    "about being used to vouch for a product. A programme could answer the first and leave the second untouched."
    "</p><h3>Consent to be shown</h3><p>Every output needed approval before it could be shared"
    + cite({"key": "letter2024", "locator": "para. 2"})
    + ". That is a condition on speech, <strong>not on safety alone</strong>, and it is where the case touches "
    "policy" + cite({"key": "euaiact2024", "locator": "Art. 50"}) + ".</p>"
)

SNAPSHOT: dict[str, Any] = {
    "schema_version": 1,
    "uuid": "5f0d5f3e-2f0a-4a9e-9c7c-0f6f4f1d2a10",
    "title": "When the testers opened the door: an early-access protest at a video-model company",
    "question": "What does a company owe the people who test its product for nothing?",
    "summary": (
        "Invited artists put an unreleased video model on the open web for about three hours, to protest against "
        "unpaid testing. The company closed the programme the same day and launched thirteen days later."
    ),
    "language": "en",
    "licence": LICENCE,
    "event": {"when": when("2024-11-26", "time", time="08:30", zone="America/New_York", circa=True)},
    "at_a_glance": {
        "what_happened": "Testers shared their access to an unreleased video model through a public web form.",
        "who": "Some artists in the early-access programme; the developer; the hosting service.",
        "when": "26 November 2024, for about three hours.",
        "disputed": "How many testers took part, and who closed the form.",
        "why_it_matters": "It asks what testers are owed, and who may speak about an unreleased system.",
    },
    "topics": [
        {"slug": "creative-work", "name": "Creative work", "description": ""},
        {"slug": "pre-release-access", "name": "Pre-release access", "description": ""},
    ],
    "jurisdictions": ["US", "EU"],
    "contributors": [
        {
            "key": "a-writer",
            "name": "Ada Writer",
            "family": "Writer",
            "kind": "person",
            "orcid": "0000-0002-1825-0097",
            "affiliation": "University of Somewhere",
            "url": "",
            "roles": ["writing-original-draft", "investigation"],
        },
        {
            "key": "b-editor",
            "name": "Ben Editor",
            "family": "Editor",
            "kind": "person",
            "orcid": "",
            "affiliation": "",
            "url": "",
            "roles": ["editing"],
        },
    ],
    "objectives": [
        "tell apart unpaid work and being used to vouch for a product;",
        "say what a pre-release programme could promise its testers.",
    ],
    "sections": [
        {"uuid": "s1", "anchor": "background", "heading": "Before the leak", "kind": "record", "prose": BACKGROUND},
        {"uuid": "s2", "anchor": "the-leak", "heading": "Three hours", "kind": "record", "prose": LEAK},
        {"uuid": "s3", "anchor": "response", "heading": "The response", "kind": "record", "prose": RESPONSE},
        {"uuid": "s4", "anchor": "meaning", "heading": "What it means", "kind": "analysis", "prose": MEANING},
    ],
    "questions": [
        {"uuid": "q1", "prompt": "Who should be paid for testing?", "section": "background", "minutes": 10},
        {"uuid": "q2", "prompt": "Was this a leak, a strike or a demonstration?", "section": "", "minutes": 1},
        {"uuid": "q3", "prompt": "Which terms would you sign?", "section": "meaning", "minutes": None},
    ],
    "timeline": [
        {
            "uuid": "t1",
            "when": when("2023-01-01", "year"),
            "title": "Work on the model begins",
            "text": "",
            "references": [],
        },
        {
            "uuid": "t2",
            "when": when("2023-07-14", "day", until="2023-11-09"),
            "title": "Actors strike",
            "text": "Consent to digital copies is among the issues.",
            "references": [{"key": "strike2023", "locator": ""}],
        },
        {
            "uuid": "t3",
            "when": when("2024-02-01", "month"),
            "title": "The model is announced",
            "text": "",
            "references": [{"key": "announce2024", "locator": "p. 1"}],
        },
        {
            "uuid": "t4",
            "when": when("2024-11-26", "time", time="08:30", zone="America/New_York", circa=True),
            "title": "The form appears",
            "text": "",
            "references": [{"key": "ars2024", "locator": ""}, {"key": "letter2024", "locator": ""}],
        },
        {
            "uuid": "t5",
            "when": when("2024-11-26", "time", time="12:01", zone="America/New_York"),
            "title": "The form stops working",
            "text": "Who closed it was not confirmed at the time.",
            "references": [{"key": "techcrunch2024", "locator": ""}],
        },
        {
            "uuid": "t6",
            "when": when("2024-12-09"),
            "title": "The product is launched",
            "text": "",
            "references": [{"key": "launch2024", "locator": ""}],
        },
    ],
    "figures": [
        {
            "key": "access-route",
            "kind": "image",
            "sha256": "ab" * 32,
            "media_type": "image/svg+xml",
            "extension": "svg",
            "width": 960,
            "height": 360,
            "video_url": "",
            "alt": "A visitor’s prompt goes to the form, then to the developer’s servers; the film comes back.",
            "caption": "How a prompt travelled.",
            "credit": "Drawing: Casebook",
            "licence": LICENCE,
        },
        {
            "key": "first-film",
            "kind": "video",
            "sha256": "",
            "media_type": "",
            "extension": "",
            "width": None,
            "height": None,
            "video_url": "https://example.org/film",
            "alt": "A ten-second film of a paper boat on a flooded street.",
            "caption": "One of the films made that morning.",
            "credit": "",
            "licence": None,
        },
    ],
    "parties": [
        {
            "key": "developer",
            "name": "The developer",
            "kind": "organisation",
            "wikidata": "Q1",
            "roles": ["developer"],
            "involvement": "Ran the programme and paused it.",
            "response": {
                "state": "received",
                "sought_on": "",
                "responded_on": "2024-11-26",
                "words": "Participation is voluntary.",
                "reference": {"key": "statement2024", "locator": "para. 1"},
            },
        },
        {
            "key": "host",
            "name": "The hosting service",
            "kind": "organisation",
            "wikidata": "",
            "roles": ["host"],
            "involvement": "",
            "response": {"state": "not_sought", "sought_on": "", "responded_on": "", "words": "", "reference": None},
        },
        {
            "key": "testers",
            "name": "Invited testers",
            "kind": "group",
            "wikidata": "",
            "roles": ["affected"],
            "involvement": "Lost their access.",
            "response": {
                "state": "sought",
                "sought_on": "2025-03-03",
                "responded_on": "",
                "words": "",
                "reference": None,
            },
        },
        {
            "key": "office",
            "name": "The copyright office",
            "kind": "public_body",
            "wikidata": "",
            "roles": ["regulator"],
            "involvement": "Reported on training and copyright.",
            "response": {
                "state": "no_answer",
                "sought_on": "2025-03-04",
                "responded_on": "",
                "words": "",
                "reference": None,
            },
        },
        {
            "key": "expert",
            "name": "Eve Expert",
            "kind": "person",
            "wikidata": "",
            "roles": ["expert"],
            "involvement": "",
            "response": {
                "state": "declined",
                "sought_on": "2025-03-03",
                "responded_on": "2025-03-05",
                "words": "",
                "reference": None,
            },
        },
    ],
    "classifications": [
        {
            "framework": {
                "key": "mit",
                "name": "MIT AI Risk Repository",
                "version": "April 2025",
                "publisher": "MIT",
                "url": "https://airisk.mit.edu/",
                "note": "",
            },
            "term": {
                "key": "6.3",
                "name": "Economic and cultural devaluation of human effort",
                "note": "",
                "broader": [{"key": "6", "name": "Socioeconomic & Environmental"}],
            },
            "reason": "The protest is about unpaid work.",
            "classified_by": {"key": "b-editor", "name": "Ben Editor"},
        },
        {
            "framework": {
                "key": "oecd",
                "name": "OECD AI Principles",
                "version": "2024",
                "publisher": "OECD",
                "url": "https://oecd.ai/",
                "note": "",
            },
            "term": {
                "key": "transparency",
                "name": "Transparency and explainability",
                "note": "",
                "broader": [],
            },
            "reason": "Terms were confidential.",
            "classified_by": {"key": "b-editor", "name": "Ben Editor"},
        },
    ],
    "instruments": [
        {
            "key": "eu-ai-act",
            "title": "Regulation (EU) 2024/1689 laying down harmonised rules on artificial intelligence",
            "short_title": "AI Act",
            "kind": "regulation",
            "jurisdiction": "EU",
            "status": "in_force",
            "proposed_on": "2021-04-21",
            "adopted_on": "2024-06-13",
            "in_force_on": "2024-08-01",
            "published_on": "",
            "ended_on": "",
            "url": "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
            "note": "Context: it was not made in answer to this case.",
        }
    ],
    "disclosures": {
        "competing_interests": "The author has tested products of the developer.",
        "funding": "",
        "ai_use": "No part of the text was generated.",
    },
    "sources": [
        source(
            "announce2024",
            "webpage",
            "Creating video from text",
            author=[{"literal": "The developer"}],
            publisher="The developer",
            issued=issued(2024, 2, 15),
            URL="https://example.com/announce",
            archived={"url": "https://web.archive.org/web/20240215/https://example.com/announce", "on": "2024-02-15"},
            source_check="url_corroborated",
        ),
        source(
            "ars2024",
            "article-newspaper",
            "Testers share an unreleased video model",
            author=[{"family": "Reporter", "given": "Rita"}, {"family": "Author", "given": "Abe"}],
            issued=issued(2024, 11, 26),
            URL="https://example.com/ars",
            source_check="secondhand",
            **{"container-title": "Ars Example"},
        ),
        source(
            "commit2024",
            "webpage",
            "Update app.py",
            author=[{"literal": "PR account"}],
            publisher="Hosting service",
            issued=issued(2024, 11),
            URL="https://example.com/commit",
            source_check="read",
            provenance="Lists the signatories; shows no clock time.",
        ),
        source(
            "euaiact2024",
            "legislation",
            "Artificial Intelligence Act",
            issued=issued(2024, 7, 12),
            URL="https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
            number="Regulation (EU) 2024/1689",
            source_check="read",
        ),
        source("further2025", "book", "Unpaid: a history of testing", author=[{"family": "Old", "given": "Olga"}]),
        source(
            "launch2024",
            "post-weblog",
            "It is here",
            author=[{"literal": "The developer"}],
            issued=issued(2024, 12, 9),
            URL="https://example.com/launch",
        ),
        source(
            "letter2024",
            "webpage",
            "Dear overlords (open letter)",
            author=[{"literal": "Some artists"}],
            publisher="Hosting service",
            issued=issued(2024, 11, 26),
            URL="https://example.com/letter",
            archived={"url": "https://web.archive.org/web/2024/https://example.com/letter", "on": "2024-11-27"},
            source_check="read",
            provenance="Full text read in a public copy.",
        ),
        source(
            "statement2024",
            "personal_communication",
            "Statement to the press",
            author=[{"literal": "The developer"}],
            issued=issued(2024, 11, 26),
            source_check="secondhand",
        ),
        source(
            "strike2023",
            "article-newspaper",
            "Strike ends after 118 days",
            issued=issued(2023, 11, 9),
            URL="https://example.com/strike",
            source_check="read",
            **{"container-title": "The Example Times"},
        ),
        source(
            "systemcard2024",
            "report",
            "System card",
            author=[{"literal": "The developer"}],
            publisher="The developer",
            issued=issued(2024, 12, 9),
            URL="https://example.com/card",
            source_check="read",
        ),
        source(
            "techcrunch2024",
            "article-newspaper",
            "Artists appear to have opened a video model",
            author=[{"family": "Wiggins", "given": "Kay"}],
            issued=issued(2024, 11, 26),
            URL="https://example.com/tc",
            source_check="secondhand",
        ),
        source(
            "thread2024",
            "webpage",
            "I think we crashed the servers",
            issued=issued(2024, 11, 26),
            URL="https://example.com/thread",
            source_check="read",
        ),
        source(
            "wapo2024",
            "article-newspaper",
            "Company pauses access after protest",
            issued=issued(2024, 11, 26),
            URL="https://example.com/wapo",
            source_check="secondhand",
            **{"container-title": "The Example Post"},
        ),
    ],
}

EMPTY_GLANCE = {"what_happened": "", "who": "", "when": "", "disputed": "", "why_it_matters": ""}


def sample_snapshot(**changes: Any) -> dict[str, Any]:
    """A copy that a test may alter."""
    return {**copy.deepcopy(SNAPSHOT), **changes}


def bare_snapshot(**changes: Any) -> dict[str, Any]:
    """The least that schema 1 allows: a title and empty lists."""
    lists = "topics jurisdictions contributors objectives sections questions timeline figures parties "
    lists += "classifications instruments sources"
    return sample_snapshot(
        title="A bare case",
        question="",
        summary="",
        event={"when": None},
        at_a_glance=dict(EMPTY_GLANCE),
        disclosures={"competing_interests": "", "funding": "", "ai_use": ""},
        **{**{name: [] for name in lists.split()}, **changes},
    )

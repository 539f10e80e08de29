"""A bad file is refused whole, with file, line and reason, and nothing is written."""

import os

import pytest

from casestudies.exchange.importing import import_cases
from casestudies.exchange.problems import FilesRefused
from casestudies.exchange.seeding import seed
from tests.exchange.files import row_counts, write_files
from tests.factories import NOW

CASE = "cases/the-case/case.yaml"
SECTION = "cases/the-case/sections/what-happened.md"
PICTURE = "cases/the-case/figures/page.svg"

BAD = {
    # YAML
    "not_yaml": (
        {CASE: ("title: The case", "title: The: case")},
        [f"{CASE}:3: this is not YAML as used here: mapping values are not allowed here"],
    ),
    "empty_file": ({CASE: ""}, [f"{CASE}:1: this is empty"]),
    "not_utf8": ({CASE: b"format: casebook-case/1\ntitle: \xff\n"}, [f"{CASE}:2: this is not UTF-8 text"]),
    "control_character": (
        {CASE: ("The case", "The\x07case")},
        [f"{CASE}:3: this holds the character U+0007"],
    ),
    "escaped_nul": (
        {CASE: ("title: The case", r'title: "The\0case"')},
        [f"{CASE}:3: this holds the character U+0000, which no text can hold"],
    ),
    "lone_surrogate": (
        {CASE: ("title: The case", r'title: "The\ud800case"')},
        [f"{CASE}:3: this holds the character U+D800, which no text can hold"],
    ),
    "key_twice": (
        {CASE: ("summary: What happened.", "title: Another")},
        [f"{CASE}:4: “title” is here twice; it stands on line 3 already"],
    ),
    "key_not_a_word": ({CASE: ("objectives:", "1: one\nobjectives:")}, [f"{CASE}:12: a key must be a word"]),
    "anchor_and_alias": (
        {CASE: ("title: The case", "title: &a The case\nquestion: *a")},
        [f"{CASE}:3: this is not YAML as used here: anchors and aliases are not used here"],
    ),
    "python_tag": (
        {CASE: ("title: The case", "title: !!python/object/apply:os.getcwd []")},
        [f"{CASE}:3: the tag “tag:yaml.org,2002:python/object/apply:os.getcwd” is not used here"],
    ),
    "nested_too_deeply": (
        {CASE: ("title: The case", f"title: {'[' * 40}{']' * 40}")},
        [f"{CASE}:3: this is not YAML as used here: this is nested too deeply"],
    ),
    "two_documents": (
        {CASE: ("slug: the-case", "slug: the-case\n---")},
        [
            f"{CASE}:3: this is not YAML as used here: expected a single document in the stream, but found another"
            " document"
        ],
    ),
    "a_list_instead_of_members": (
        {CASE: "- format: casebook-case/1\n"},
        [f"{CASE}:1: “the file” must have named members (format: …)"],
    ),
    # Members and values
    "unknown_key": (
        {CASE: ("summary: What", "sumary: What")},
        [f"{CASE}:4: “sumary” is not known here; did you mean “summary”?"],
    ),
    "unknown_inner_key": (
        {CASE: ("    minutes: 10", "    minute: 10")},
        [f"{CASE}:18: “minute” is not known here; did you mean “minutes”?"],
    ),
    "missing_title": ({CASE: ("title: The case\n", "")}, [f"{CASE}:1: “title” is missing"]),
    "empty_title": ({CASE: ("title: The case", "title:")}, [f"{CASE}:3: “title” is empty"]),
    "missing_inner_member": (
        {CASE: ("    title: The page appears\n", "")},
        [f"{CASE}:21: “title” is missing"],
    ),
    "wrong_format": (
        {CASE: ("casebook-case/1", "casebook-case/2")},
        [f"{CASE}:1: “casebook-case/2” is none of the values of “format”; did you mean “casebook-case/1”?"],
    ),
    "number_for_text": (
        {CASE: ('version: "2025"', "version: 2025")},
        [f'{CASE}:37: “version” must be text: put it in quotes, "2025"'],
    ),
    "text_for_number": (
        {CASE: ("minutes: 10", "minutes: ten")},
        [f"{CASE}:18: “minutes” must be a whole number, without quotes"],
    ),
    "number_too_large": (
        {CASE: ("minutes: 10", "minutes: 40000")},
        [f"{CASE}:18: “minutes” must be a number from 0 to 32,767"],
    ),
    "text_for_flag": ({CASE: ("circa: true", "circa: yes")}, [f"{CASE}:23: “circa” must be true or false"]),
    "text_for_list": ({CASE: ("[testing]", "testing")}, [f"{CASE}:7: “topics” must be a list"]),
    "text_for_members": (
        {CASE: ("response: {state: received, words: No comment., reference: {source: smith2024}}", "response: none")},
        [f"{CASE}:34: “response” must have named members (state: …)"],
    ),
    "unknown_licence": (
        {CASE: ("CC-BY-4.0", "CC-BY-5.0")},
        [f"{CASE}:5: “CC-BY-5.0” is none of the values of “licence”; did you mean “CC-BY-4.0”?"],
    ),
    "unknown_role": (
        {CASE: ("writing-original-draft", "writing")},
        [f"{CASE}:11: “writing” is none of the values of “roles”; did you mean “writing-original-draft”?"],
    ),
    "bad_jurisdiction": (
        {CASE: ("[US, EU]", "[US, Europe]")},
        [
            f"{CASE}:8: “Europe” will not do as “jurisdictions”: use ISO codes such as US or US-CA, or EU, OECD, UN",
        ],
    ),
    "bad_uuid": (
        {CASE: ("slug: the-case", "slug: the-case\nuuid: 123e4567")},
        [f"{CASE}:3: “123e4567” will not do as “uuid”: write a UUID in small letters, or leave it out"],
    ),
    "listed_twice": (
        {CASE: ("[testing]", "[testing, testing]")},
        [f"{CASE}:7: “testing” is in this list twice; it stands on line 7 already"],
    ),
    "too_long": (
        {CASE: ("summary: What happened.", f"summary: {'word ' * 300}")},
        [f"{CASE}:4: “summary” has 1,499 characters; 1,200 is the most"],
    ),
    "language_that_is_none": (
        {CASE: ("summary: What", "language: English\nsummary: What")},
        [f"{CASE}:4: Use a language tag such as en, fr or pt-BR."],
    ),
    # Dates
    "no_such_day": (
        {CASE: ('when: "2024-11"', 'when: "2024-02-30"')},
        [f"{CASE}:6: “2024-02-30” is not a date; write 2024, 2024-11, 2024-11-26 or 2024-11-26 08:30"],
    ),
    "year_without_quotes": (
        {CASE: ('when: "2024-11"', "when: 2024")},
        [f'{CASE}:6: “when” must be text: put it in quotes, "2024"'],
    ),
    "time_without_zone": (
        {CASE: ("    zone: America/New_York\n", "")},
        [f"{CASE}:21: a time of day needs its “zone”, such as America/New_York"],
    ),
    "zone_without_time": (
        {CASE: ('when: "2024-11"', 'when: "2024-11"\nzone: UTC')},
        [f"{CASE}:7: “zone” belongs to a time of day, and “when” gives none"],
    ),
    "no_such_zone": (
        {CASE: ("America/New_York", "New York")},
        [f"{CASE}:22: “New York” is not a time zone; write one such as Europe/London"],
    ),
    "until_before_when": (
        {CASE: ('when: "2024-11"', 'when: "2024-11"\nuntil: "2024-10-31"')},
        [f"{CASE}:7: “until” is before “when”: 2024-10-31"],
    ),
    "until_without_when": (
        {CASE: ('when: "2024-11"', 'until: "2024-10-31"')},
        [f"{CASE}:6: “until” belongs to a date; give “when”, too"],
    ),
    "day_that_is_none": (
        {"vocabularies/instruments.yaml": ("2024-09-17", "17 September 2024")},
        ["vocabularies/instruments.yaml:5: “17 September 2024” is not a day; write “adopted_on” as 2024-11-26"],
    ),
    # Keys of shared records
    "topic_that_is_nowhere": (
        {CASE: ("[testing]", "[tests]")},
        [f"{CASE}:7: there is no topic “tests”, in these files or in the library"],
    ),
    "term_that_is_nowhere": (
        {CASE: ('term: "6.3"', 'term: "6.4"')},
        [f"{CASE}:38: there is no framework term “risks 2025 6.4”, in these files or in the library"],
    ),
    "source_that_is_nowhere": (
        {SECTION: ("[see @smith2024, p. 3]", "[@smith2024]\n\nIt left. [see @smith2025, p. 4]")},
        [f"{SECTION}:8: there is no source “smith2025”, in these files or in the library"],
    ),
    "event_cites_nothing_known": (
        {CASE: ("{source: smith2024, locator: p. 3}", "{source: smith2023}")},
        [f"{CASE}:26: there is no source “smith2023”, in these files or in the library"],
    ),
    "question_of_no_section": (
        {CASE: ("    section: what-happened", "    section: what-happens")},
        [f"{CASE}:17: there is no section “what-happens”"],
    ),
    # Sections
    "section_without_file": ({SECTION: None}, [f"{CASE}:14: there is no file “{SECTION}”"]),
    "section_not_listed": (
        {"cases/the-case/sections/more.md": "---\nheading: More\n---\n"},
        ["cases/the-case/sections/more.md:1: case.yaml does not list this section"],
    ),
    "section_without_head": (
        {SECTION: "A page appeared.\n"},
        [f"{SECTION}:1: a section begins with a head between two lines of ---, with its heading and kind"],
    ),
    "section_of_unknown_kind": (
        {SECTION: ("kind: record", "kind: records")},
        [f"{SECTION}:3: “records” is none of the values of “kind”; did you mean “record”?"],
    ),
    "anchor_that_leads_out": (
        {CASE: ("sections: [what-happened]", "sections: [../../../what-happened]")},
        [
            f"{CASE}:14: “../../../what-happened” will not do as “sections”: use letters, digits, - and _",
            f"{CASE}:17: there is no section “what-happened”",
            f"{SECTION}:1: case.yaml does not list this section",
        ],
    ),
    # Pictures
    "picture_missing": ({PICTURE: None}, [f"{CASE}:29: there is no file “{PICTURE}”"]),
    "picture_that_is_none": (
        {PICTURE: "just text"},
        [
            f"{CASE}:29: “figures/page.svg”: This file is not a picture we can read: it is neither PNG, JPEG, WebP,"
            " GIF nor SVG."
        ],
    ),
    "picture_outside": (
        {CASE: ("figures/page.svg", "../../publish.yaml")},
        [f"{CASE}:29: “cases/the-case/../../publish.yaml” leads out of the folder"],
    ),
    "picture_at_absolute_path": (
        {CASE: ("figures/page.svg", "/etc/hostname")},
        [f"{CASE}:29: “cases/the-case//etc/hostname” leads out of the folder"],
    ),
    "video_without_address": (
        {CASE: ("key: the-page", "key: the-page\n    kind: video")},
        [f"{CASE}:28: a video has a “video_url”; its “file”, if it has one, is a still from it"],
    ),
    # Folders
    "folder_unlike_slug": (
        {CASE: ("slug: the-case", "slug: another-case")},
        [f"{CASE}:2: the folder is called “the-case”; it must be called like the slug"],
    ),
    "folder_without_case": (
        {"cases/other/notes.txt": "Nothing."},
        ["cases/other/case.yaml:1: there is no such file"],
    ),
    "file_among_cases": (
        {"cases/read me.txt": "Nothing."},
        ["cases/read me.txt:1: this should be the folder of a case study, called like its slug"],
    ),
    # The library
    "vocabulary_not_a_list": (
        {"vocabularies/topics.yaml": "slug: testing\nname: Testing\n"},
        ["vocabularies/topics.yaml:1: this file must be a list"],
    ),
    "malformed_address": (
        {"vocabularies/parties.yaml": ("https://lab.example", "javascript:alert(1)")},
        ["vocabularies/parties.yaml:3: “url”: Enter a valid URL."],
    ),
    "malformed_key": (
        {"vocabularies/people.yaml": ("key: desk", "key: The Desk")},
        [
            "vocabularies/people.yaml:1: “key”: Use small letters, digits and . : _ - ; begin and end with a letter"
            " or digit."
        ],
    ),
    "two_topics_of_one_name": (
        {"vocabularies/topics.yaml": ("  name: Testing\n", "  name: Testing\n- slug: tests\n  name: Testing\n")},
        ["vocabularies/topics.yaml:4: Topic with this Name already exists."],
    ),
    "not_json": ({"sources.json": ('"title": "A study"', "title: 1")}, [
        "sources.json:15: this is not JSON as used here: a member's name in double quotes was expected"
    ]),
    "json_member_twice": (
        {"sources.json": ('"title": "A study"', '"title": "A study",\n    "title": "B"')},
        ["sources.json:16: this is not JSON as used here: “title” is here twice"],
    ),
    "unknown_csl_variable": (
        {"sources.json": ('"type": "report"', '"type": "report",\n    "container_title": "X"')},
        ["sources.json:15: “container_title” is not a CSL variable; did you mean “container-title”?"],
    ),
    "unknown_csl_type": (
        {"sources.json": ('"type": "report"', '"type": "reports"')},
        ["sources.json:14: “reports” is none of the values of “type”; did you mean “report”?"],
    ),
    "source_dated_on_no_day": (
        {"sources.json": ("[[2024, 11]]", "[[2023, 2, 29]]")},
        ["sources.json:7: “issued” is no day of the calendar"],
    ),
    "source_twice": (
        {"sources.json": ("jones2025", "smith2024"), CASE: ("references: [jones2025]", "references: []")},
        ["sources.json:12: “smith2024” is in this list twice; it stands on line 2 already"],
    ),
    "source_with_bad_address": (
        {"sources.json": ("https://paper.example/report", "paper.example/report")},
        ["sources.json:8: “URL”: Enter a valid URL."],
    ),
    "source_of_unknown_check": (
        {"sources.json": ('"source_check": "read"', '"source_check": "true"')},
        [
            "sources.json:10: “true” is none of the values of “source_check”; known are read, url_corroborated,"
            " secondhand, not_checked"
        ],
    ),
}  # fmt: skip


@pytest.mark.rows
@pytest.mark.django_db
@pytest.mark.parametrize(("changes", "expected"), BAD.values(), ids=BAD)
def test_bad_file_is_refused_with_file_line_and_reason(tmp_path, changes, expected):
    root = write_files(tmp_path, changes)
    before = row_counts()
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert str(refused.value).splitlines() == expected
    assert row_counts() == before


@pytest.mark.django_db
def test_problems_of_all_files_are_told_at_once(tmp_path):
    root = write_files(
        tmp_path,
        {
            CASE: ("minutes: 10", "minutes: ten"),
            SECTION: ("kind: record", "kind: records"),
            "vocabularies/topics.yaml": ("name: Testing", "nam: Testing"),
            "sources.json": ("A study", "A \\q study"),
        },
    )
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert [(problem.file, problem.line) for problem in refused.value.problems] == [
        (CASE, 18),
        (SECTION, 3),
        ("sources.json", 15),
        ("vocabularies/topics.yaml", 1),
        ("vocabularies/topics.yaml", 2),
    ]


@pytest.mark.django_db
def test_many_problems_are_cut_off_in_words(tmp_path):
    lines = "".join(f"  - {{person: desk{number}, roles: [boss]}}\n" for number in range(60))
    root = write_files(tmp_path, {CASE: ("  - person: desk\n    roles: [writing-original-draft]\n", lines)})
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert len(refused.value.problems) == 60
    assert str(refused.value).splitlines()[-1] == "… and 10 more."


@pytest.mark.django_db
@pytest.mark.parametrize("name", [CASE, SECTION, PICTURE, "sources.json", "vocabularies/topics.yaml"])
def test_symbolic_link_is_not_followed(tmp_path, name):
    root = write_files(tmp_path / "files")
    outside = tmp_path / "outside"
    (root / name).rename(outside)
    (root / name).symlink_to(outside)
    before = row_counts()
    with pytest.raises(FilesRefused, match="is a symbolic link, and links are not followed"):
        import_cases(root, now=NOW, replace=False)
    assert row_counts() == before


@pytest.mark.django_db
def test_folder_that_is_a_link_is_not_followed(tmp_path):
    root = write_files(tmp_path / "files")
    (root / "cases").rename(tmp_path / "cases")
    (root / "cases").symlink_to(tmp_path / "cases")
    with pytest.raises(FilesRefused, match="“cases” is a symbolic link"):
        import_cases(root, now=NOW, replace=False)


@pytest.mark.django_db
def test_pipe_is_not_waited_for(tmp_path):
    root = write_files(tmp_path, {SECTION: None})
    (root / SECTION).parent.mkdir()
    os.mkfifo(root / SECTION)
    with pytest.raises(FilesRefused, match="is not a plain file"):
        import_cases(root, now=NOW, replace=False)


@pytest.mark.django_db
def test_oversized_file_is_refused(tmp_path):
    root = write_files(tmp_path, {SECTION: "x" * 2_000_001})
    with pytest.raises(FilesRefused) as refused:
        import_cases(root, now=NOW, replace=False)
    assert str(refused.value) == f"{CASE}:14: “{SECTION}” is larger than 2,000 kB"


@pytest.mark.django_db
def test_folder_with_nothing_to_read_is_refused(tmp_path):
    with pytest.raises(FilesRefused, match=r"^\.:1: there is nothing to read here"):
        import_cases(tmp_path, now=NOW, replace=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("- slug: other\n  change_note: First.\n", "publish.yaml:1: there is no case study “other” here"),
        ("- slug: the-case\n", "publish.yaml:1: “change_note” is missing"),
    ],
)
def test_bad_plan_of_publication_is_refused_before_anything_is_seeded(tmp_path, content, expected):
    root = write_files(tmp_path, {"publish.yaml": content})
    before = row_counts()
    with pytest.raises(FilesRefused) as refused:
        seed(root, now=NOW)
    assert str(refused.value) == expected
    assert row_counts() == before


@pytest.mark.django_db
def test_seed_that_may_not_be_published_is_refused_whole(tmp_path):
    root = write_files(tmp_path, {CASE: ("    alt: A page.\n", "")})
    before = row_counts()
    with pytest.raises(FilesRefused) as refused:
        seed(root, now=NOW)
    assert str(refused.value) == f"{CASE}:28: The figure “the-page” has no alternative text."
    assert row_counts() == before

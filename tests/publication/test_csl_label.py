from casestudies.publication.csl_label import short_label


def issued(*parts):
    return {"date-parts": [list(parts)]}


def test_short_label_of_one_author_is_family_name_and_year():
    csl = {"id": "x", "author": [{"family": "Wiggers", "given": "Kyle"}], "issued": issued(2024, 11, 26)}
    assert short_label(csl) == "Wiggers 2024"


def test_short_label_of_two_authors_names_both():
    csl = {"author": [{"family": "Metz"}, {"literal": "Associated Press"}], "issued": issued(2021)}
    assert short_label(csl) == "Metz and Associated Press 2021"


def test_short_label_of_three_authors_names_the_first():
    csl = {"author": [{"family": "Bender"}, {"family": "Gebru"}, {"family": "Shmitchell"}], "issued": issued(2021)}
    assert short_label(csl) == "Bender et al. 2021"


def test_short_label_keeps_a_particle():
    assert short_label({"author": [{"non-dropping-particle": "van", "family": "Gogh"}], "issued": issued(1888)}) == (
        "van Gogh 1888"
    )


def test_short_label_without_author_is_the_editor_then_the_container_then_the_publisher():
    csl = {"editor": [{"family": "Okafor"}], "container-title": "Ars Technica", "publisher": "Condé Nast"}
    assert short_label(csl) == "Okafor n.d."
    del csl["editor"]
    assert short_label(csl) == "Ars Technica n.d."
    del csl["container-title"]
    assert short_label(csl) == "Condé Nast n.d."


def test_short_label_without_any_name_is_the_first_words_of_the_title():
    csl = {"title": "A letter to the makers of Sora", "issued": issued(2024, 11)}
    assert short_label(csl) == "A letter to the… 2024"


def test_short_label_cuts_a_long_name_between_words():
    csl = {"author": [{"literal": "Select Committee on Communications and Digital Affairs"}], "issued": issued(2024)}
    assert short_label(csl) == "Select Committee on Communications and… 2024"


def test_short_label_takes_a_date_in_words_or_none_at_all():
    assert short_label({"publisher": "OECD", "issued": {"literal": "forthcoming"}}) == "OECD forthcoming"
    assert short_label({"publisher": "OECD", "issued": {"date-parts": [[]]}}) == "OECD n.d."
    assert short_label({"publisher": "OECD", "issued": "2024"}) == "OECD n.d."

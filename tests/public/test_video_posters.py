"""A video is a link; a still from it stands above the link, is kept here, and is public when its edition is."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.factories import cite, make_case, make_picture, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db
FILM = "https://video.example/1"


@world
def film():
    figure = {
        "key": "film",
        "kind": "video",
        "sha256": make_picture().sha256,
        "video_url": FILM,
        "alt": "A hand on a keyboard.",
        "caption": "The demonstration.",
        "credit": "Still: Some artists",
        "licence": {"key": "CC-BY-4.0"},
    }
    bare = figure | {"key": "bare", "sha256": "", "alt": "Another film."}
    case_study = make_case(slug="filmed", figures=[figure, bare])
    placed = f'It was filmed.{cite("wiggers2024")}</p><figure data-figure="film"></figure><p>It was short.'
    revise_case(case_study, text=placed)
    return case_study


def test_poster_is_public_when_its_edition_is(client, film):
    address = f"/media/{make_picture().sha256}.svg"
    assert client.get(address).status_code == 404

    publish_case(film)

    page = client.get("/cases/filmed/").content.decode()
    link = f'<a href="{FILM}" rel="external noopener">Watch the video at its source</a>'
    image = f'<img src="{address}" alt="A hand on a keyboard." width="40" height="20" loading="lazy" decoding="async">'
    assert f'{image}\n<p class="figure-video">{link}</p>' in page
    assert f'<p class="figure-video">{link} <span class="figure-description">Another film.</span></p>' in page
    assert "Still: Some artists" in page
    assert b"".join(client.get(address).streaming_content).startswith(b"<svg ")


def test_poster_goes_wherever_the_text_goes(client, film):
    publish_case(film)
    address = f"http://localhost:8000/media/{make_picture().sha256}.svg"

    shown, bare = client.get("/api/v1/case-studies/filmed/").json()["figures"]
    assert (shown["kind"], shown["url"], shown["video_url"], bare["url"]) == ("video", address, FILM, "")
    text = client.get("/cases/filmed/case.md").content.decode()
    assert f"[![A hand on a keyboard.]({address})](<{FILM}>) The demonstration. Still: Some artists" in text
    handout = client.get("/cases/filmed/handout/").content.decode()
    assert handout.count("<img ") == 1
    assert f'<p><a href="{FILM}" rel="external noopener">Watch the video at its source</a></p>' in handout
    printed = PdfReader(BytesIO(client.get("/cases/filmed/handout.pdf").content))
    text = "".join(page.extract_text() for page in printed.pages)
    targets = {
        note.get_object().get("/A", {}).get("/URI") for page in printed.pages for note in page.get("/Annots", ())
    }
    assert ("Watch the video at its source" in text, FILM in targets) == (True, True)

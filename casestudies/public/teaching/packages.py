"""What a learning platform imports: the case as a Common Cartridge, its questions as Moodle XML."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override

from casestudies.exchange.handout.shelf import kept_file
from casestudies.exchange.lms.cartridge import CARTRIDGE_VERSION, make_cartridge
from casestudies.exchange.lms.moodle import moodle_questions
from casestudies.public.addresses import absolute, case_url
from casestudies.public.answers import readable
from casestudies.public.teaching.handout import picture_files, sheet_in
from casestudies.public.teaching.room import Room, in_public
from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.handout.content import PARTS
from casestudies.publication.teaching.questions import questions_of

IMSCC = "application/vnd.ims.imsccv1p1"
XML = "application/xml; charset=utf-8"
# A course has its questions as topics.
READING = tuple(part for part in PARTS if part != "questions")


@readable
def cartridge(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "case.imscc", cartridge_file, made_by=str(CARTRIDGE_VERSION))


@readable
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    return in_public(request, slug, "questions.xml", questions_file)


def cartridge_file(request: HttpRequest, room: Room) -> HttpResponse:
    """The package that everybody may have; it is never made with notes."""
    shown = room.shown

    def make() -> bytes:
        snapshot, _notes = room.text()
        sheet = sheet_in(room, snapshot, READING, ())
        with override(apparatus_language(snapshot["language"])):
            return make_cartridge(sheet, questions_of(snapshot), picture_files(room), identity=snapshot["uuid"])

    made_of = ("cartridge", CARTRIDGE_VERSION, shown.edition.edition_digest, shown.slug, shown.state.counter)
    data = kept_file(*made_of, room.settings.updated_at, make=make)
    return _file(data, IMSCC, f"{shown.slug}-edition-{shown.edition.number}.imscc")


def questions_file(request: HttpRequest, room: Room) -> HttpResponse:
    """The questions as essays, with notes for graders where whoever asks may have them. Http404 for none."""
    snapshot, notes = room.text()
    found = questions_of(snapshot, notes)
    if not found:
        raise Http404
    with override(apparatus_language(snapshot["language"])):
        data = moodle_questions(found, title=snapshot["title"], url=absolute(case_url(room.shown.slug)))
    name = f"{room.shown.slug}-edition-{room.shown.edition.number}{'-notes' if room.with_notes else ''}.xml"
    return _file(data, XML, name)


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

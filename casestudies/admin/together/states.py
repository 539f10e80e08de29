"""A case study as states to be merged: as it was typed into its form, as the draft is now, as a revision had it.

Rows are matched by keys: sections, questions and events by their UUID, what refers to a record by that record, a
figure by its own key. Objectives have neither: the form was made from the revision, so both have them in one order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casestudies.admin.together.revision_rows import revision_state
from casestudies.admin.together.values import FRAME, NATURAL, PARTS, Kind, kept_value, typed_value
from casestudies.models import CaseStudy, Revision
from casestudies.publication.merge import ADDED, Fields, State, Value

MOST_ROWS = 2000
Typed = Mapping[str, list[str]]


@dataclass(frozen=True)
class FormRow:
    """A row of the form: the id that it names, what was typed, where it was put, whether it was taken out."""

    pk: str
    values: dict[str, Value]
    place: int
    is_out: bool
    drops_picture: bool = False


@dataclass(frozen=True)
class DraftRow:
    pk: str
    uuid: str
    values: dict[str, Value]


@dataclass
class Versions:
    """The three versions; under each key of a part the id of the draft's row; and the keys of the form's rows."""

    mine: State
    theirs: State
    base: State | None
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)


def versions_of(case_study: CaseStudy, typed: Typed, revision: Revision | None) -> Versions:
    """What was typed, the draft, and the revision that the form was made from. A constant number of queries."""
    base = revision_state(revision) if revision else None
    versions = Versions(State(_typed_frame(typed), {}), State(draft_frame(case_study), {}), base)
    if base:
        slug = typed.get("base_slug") or [versions.theirs.frame["slug"]]
        versions.base = State({**base.frame, "slug": typed_value(Kind.TEXT, slug)}, base.parts)
    section_of: dict[str, str] = {}
    for part in PARTS:
        rows, drafts = form_rows(typed, part), draft_rows(case_study, part)
        keys = _Keys(part, rows, drafts, list(base.parts[part]) if base else None)
        if part == "sections":
            section_of = keys.by_id
        if part == "questions":
            rows, drafts = _name_sections(rows, section_of), _name_sections(drafts, section_of)
        versions.keys[part] = keys.form
        versions.ids[part] = {keys.of_draft(row): row.pk for row in drafts}
        versions.theirs.parts[part] = {keys.of_draft(row): row.values for row in drafts}
        shown = [(key, row) for key, row in zip(keys.form, rows, strict=True) if not row.is_out]
        shown.sort(key=lambda found: (found[1].place == 0, found[1].place))
        versions.mine.parts[part] = {key: row.values for key, row in shown}
        if part == "figures":
            _keep_pictures(shown, drafts, versions)
    return versions


def form_rows(typed: Typed, part: str) -> list[FormRow]:
    """Every row that the form sent, in its order there; a new one that says nothing counts as taken out."""
    return [
        _form_row(typed, part, f"{part}-{index}-")
        for index in range(min(number(typed, f"{part}-TOTAL_FORMS"), MOST_ROWS))
    ]


def _form_row(typed: Typed, part: str, prefix: str) -> FormRow:
    values = {name: typed_value(kind, typed.get(prefix + name, [])) for name, kind in PARTS[part].items()}
    pk = typed.get(f"{prefix}id", [""])[-1]
    is_blank = not pk and all(value in ("", (), _default(part, name)) for name, value in values.items())
    is_out = bool(typed.get(f"{prefix}DELETE")) or is_blank
    return FormRow(pk, values, number(typed, f"{prefix}position"), is_out, bool(typed.get(f"{prefix}drop_poster")))


def _default(part: str, name: str) -> Value:
    model = CaseStudy._meta.get_field(part).related_model
    known = {column.name for column in model._meta.fields}
    return kept_value(PARTS[part][name], model._meta.get_field(name).get_default()) if name in known else ""


def draft_rows(case_study: CaseStudy, part: str) -> list[DraftRow]:
    """The rows that the draft has now. One query."""
    rows = getattr(case_study, part).all()
    if part == "figures":
        rows = rows.select_related("media")
    return [
        DraftRow(
            str(row.pk),
            str(getattr(row, "uuid", "")),
            {name: kept_value(kind, _held(row, name, kind)) for name, kind in PARTS[part].items()},
        )
        for row in rows
    ]


def _held(row: object, name: str, kind: Kind) -> object:
    if kind is Kind.PICTURE:
        return row.media.sha256 if row.media else ""
    return getattr(row, f"{name}_id" if kind in (Kind.RECORD, Kind.SECTION) else name)


def draft_frame(case_study: CaseStudy) -> Fields:
    """The draft's own fields, read again: a form that is being validated writes into its instance. Two queries."""
    draft = CaseStudy.objects.get(pk=case_study.pk)
    topics = [str(pk) for pk in draft.topics.values_list("pk", flat=True)]
    return {
        name: kept_value(kind, topics if name == "topics" else getattr(draft, name)) for name, kind in FRAME.items()
    }


def _typed_frame(typed: Typed) -> Fields:
    return {name: typed_value(kind, typed.get(name, [])) for name, kind in FRAME.items()}


def number(typed: Typed, name: str) -> int:
    """A count or a place that the form sent; 0 for what is none."""
    text = typed.get(name, [""])[-1]
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _name_sections(rows, key_of):
    """The same rows with the key of their section in place of its id."""
    for row in rows:
        row.values["section"] = key_of.get(row.values["section"], "")
    return rows


def _keep_pictures(shown, drafts, versions: Versions) -> None:
    """A row that names no new picture means the one that it had, unless it says that it is to have none."""
    had = {row.pk: row.values for row in drafts}
    before = versions.base.parts["figures"] if versions.base else {}
    for _key, row in shown:
        if row.pk and not row.values["stored"] and not row.drops_picture:
            now = had.get(row.pk, row.values)
            row.values["stored"] = before.get(now["key"], now)["stored"]


class _Keys:
    """The keys of one part's rows. `before` are those of the revision, in order; None where it is not known."""

    def __init__(self, part: str, rows: list[FormRow], drafts: list[DraftRow], before: list[str] | None) -> None:
        self.natural = NATURAL.get(part, "")
        self.by_id: dict[str, str] = {}
        self.form: list[str] = []
        has_uuid = not self.natural and part != "objectives"
        for row in drafts:
            self.by_id[row.pk] = str(row.values[self.natural]) if self.natural else row.uuid if has_uuid else ""
        taken: set[str] = set()
        for index, row in enumerate(rows):
            key = self._natural(row) if self.natural else self._own(index, row, before)
            key = f"{ADDED}{index}" if not key or key in taken else key
            taken.add(key)
            self.form.append(key)
            if row.pk and not self.natural:
                self.by_id[row.pk] = key
        for row in drafts:
            self.by_id[row.pk] = self.by_id[row.pk] or f"id{row.pk}"

    def of_draft(self, row: DraftRow) -> str:
        return self.by_id[row.pk]

    def _natural(self, row: FormRow) -> str:
        return str(row.values[self.natural])

    def _own(self, index: int, row: FormRow, before: list[str] | None) -> str:
        """The key of a row that the draft has; of one that was deleted meanwhile, by its place in the revision."""
        if not row.pk:
            return ""
        known = self.by_id.get(row.pk, "")
        if known or before is None:
            return known or f"id{row.pk}"
        return before[index] if index < len(before) else ""

"""Every list of the desk as a file: what the list shows now, filtered, searched and ordered, all of its pages."""

import csv
from itertools import islice

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casestudies.admin.csv_cells import cell, harmless

CHUNK = 500
# What tells one record from another, where the list does not say it.
IDENTITIES = ("uuid", "key", "slug", "sha256")


class Line:
    """What `csv.writer` writes into: it hands the line back."""

    def write(self, text):
        return text


class ExportsList:
    """Of a model admin: `export.csv` beside its list.

    `csv_columns` are names as in `list_display`, which they default to; `csv_labels` name those without a name of
    their own. `name_rows` fetches what rows need, for many at once.
    """

    exports = True
    csv_columns = ()
    csv_labels: dict = {}

    def name_rows(self, rows):
        """Runs on the rows of a page and on each stretch of an export, so that no row asks for itself."""

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(require_safe(self.export_csv)))
        return [
            path("export.csv", view, name=f"{self.opts.app_label}_{self.opts.model_name}_export"),
            *super().get_urls(),
        ]

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        self.name_rows(changelist.result_list)
        return changelist

    def export_csv(self, request):
        rows = self.rows_to_export(request)
        return rows if isinstance(rows, HttpResponseRedirect) else self.file_of(rows)

    def file_of(self, rows):
        """The rows as a file to keep."""
        columns = self.columns_of_export()
        head = [harmless(self.label_of(name)) for name in columns]
        write = csv.writer(Line()).writerow
        lines = (write(line) for line in self._lines(head, columns, rows))
        return self.as_file(lines, "csv", "text/csv; charset=utf-8; header=present")

    def rows_to_export(self, request):
        """The rows of the list as it is asked for, or the way back to it where it asks for what is not there."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        request.GET = request.GET.copy()
        for name in (PAGE_VAR, ALL_VAR, ERROR_FLAG):
            request.GET.pop(name, None)
        try:
            return self.get_changelist_instance(request).queryset
        except (IncorrectLookupParameters, OverflowError):
            address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(f"{address}?{ERROR_FLAG}=1")

    def stretches(self, rows):
        """The rows in lists of so many, each with what it needs."""
        found = rows.iterator(chunk_size=CHUNK)
        while stretch := list(islice(found, CHUNK)):
            self.name_rows(stretch)
            yield stretch

    def as_file(self, lines, ending, content_type):
        name = f"{slugify(self.opts.verbose_name_plural)}-{timezone.localdate().isoformat()}.{ending}"
        answer = StreamingHttpResponse(lines, content_type=content_type)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def columns_of_export(self):
        columns = list(self.csv_columns or self.list_display)
        fields = {field.name for field in self.opts.get_fields()}
        there = [name for name in IDENTITIES if name in fields]
        return columns if any(name in columns for name in there) else [*there[:1], *columns]

    def label_of(self, name):
        if name in self.csv_labels:
            return str(self.csv_labels[name])
        return str(capfirst(label_for_field(name, self.model, self)))

    def _lines(self, head, columns, rows):
        yield head
        for stretch in self.stretches(rows):
            for row in stretch:
                yield [self._cell(name, row) for name in columns]

    def _cell(self, name, row):
        field, _attribute, value = lookup_field(name, row, self)
        if field is not None and getattr(field, "flatchoices", None):
            value = getattr(row, f"get_{field.name}_display")()
        return cell(value)

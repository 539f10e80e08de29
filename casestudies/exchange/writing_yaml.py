"""YAML as we write it: readable where the text allows, and always read back exactly."""

import re
from typing import Any

import yaml

from casestudies.exchange.problems import FilesRefused
from casestudies.exchange.reading_yaml import read_yaml

WIDTH = 112
# What a value may be long before it is folded below its key.
LONG = 80

_TEXT = "tag:yaml.org,2002:str"
# C0 and C1 controls, what YAML 1.1 takes for the end of a line, the byte order mark, noncharacters.
_DELICATE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINES_AS_THEY_ARE = re.compile(r"(?:\S(?:[^\n]*\S)?\n+)*(?:\S(?:[^\n]*\S)?)?\Z")
_ONE_FOLDABLE_LINE = re.compile(r"\S+(?: \S+)+\Z")


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, never writes an alias, and chooses a style for every text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def style_of(self, text: str) -> str | None:
        if _DELICATE.search(text):
            return '"'
        if "\n" in text:
            return "|" if _LINES_AS_THEY_ARE.match(text) else '"'
        return ">" if len(text) > LONG and _ONE_FOLDABLE_LINE.match(text) else None

    def choose_scalar_style(self) -> str:
        """Double quotes where either kind would do: it is what people write."""
        style = super().choose_scalar_style()
        return '"' if style == "'" and not {'"', "\\"} & set(getattr(self.event, "value", "")) else style


class _QuotingDumper(_Dumper):
    """Puts every text in double quotes, where everything has an escape."""

    def style_of(self, text: str) -> str | None:
        return '"'


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(_TEXT, text, style=dumper.style_of(text)))
_QuotingDumper.add_representer(str, _Dumper.yaml_representers[str])


def write_yaml(value: Any) -> str:
    """The text of plain data (dict, list, str, int, bool, None), in the order given, ending in a line feed."""
    for dumper, width in ((_Dumper, WIDTH), (_QuotingDumper, 1_000_000)):
        written = yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=width)
        try:
            if read_yaml(written, "").value == value:
                return written
        except FilesRefused:
            continue
    raise ValueError("This cannot be written as YAML so that it comes back.")

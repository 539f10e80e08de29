"""YAML as files of a case study use it: plain data only, and every part knows its line.

Of bare words only `null`, `true`, `false` and whole numbers are anything but text: no dates, no `no` for Norway.
Tags, anchors and repeated keys are refused.
"""

import re
from bisect import bisect_right
from typing import Any

import yaml

from casestudies.exchange.loaded import Loaded, Path, unstorable
from casestudies.exchange.problems import ProblemList, refuse

MAX_DEPTH = 24

_NULL, _BOOL, _INT, _STR = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "str"))


class _Loader(yaml.SafeLoader):
    """Composes nodes; knows three implicit types and neither anchors nor endless depth."""

    yaml_implicit_resolvers: dict = {}
    depth = 0

    def compose_node(self, parent: Any, index: Any) -> yaml.Node | None:
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise yaml.MarkedYAMLError(problem="anchors and aliases are not used here", problem_mark=event.start_mark)
        if self.depth >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="this is nested too deeply", problem_mark=event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_Loader.add_implicit_resolver(_NULL, re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_Loader.add_implicit_resolver(_BOOL, re.compile(r"(?:true|false)\Z"), ["t", "f"])
_Loader.add_implicit_resolver(_INT, re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z"), list("-0123456789"))


def read_yaml(text: str, file: str, *, first_line: int = 1) -> Loaded:
    """The data in a YAML text that begins on `first_line` of `file`. Raises FilesRefused."""
    line_ends = [found.start() for found in re.finditer("\n", text)]

    def line_of(mark: yaml.Mark | None) -> int:
        return first_line + (bisect_right(line_ends, mark.index - 1) if mark else 0)

    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "it cannot be read"
        told = f"{error.context}, {problem}" if problem.startswith("but ") else problem
        raise refuse(file, line_of(error.problem_mark), f"this is not YAML as used here: {told}") from error
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise refuse(file, line, f"this holds the character U+{ord(text[error.position]):04X}") from error
    if node is None:
        raise refuse(file, first_line, "this is empty")
    builder = _Builder(file, line_of)
    value = builder.build(node, ())
    builder.problems.refuse_if_any()
    return Loaded(file, value, builder.lines)


class _Builder:
    """Turns nodes into plain data and notes their lines."""

    def __init__(self, file: str, line_of: Any) -> None:
        self.file = file
        self.line_of = line_of
        self.lines: dict[Path, int] = {}
        self.problems = ProblemList()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, self.line_of(node.start_mark))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.SequenceNode) and node.tag.endswith(":seq"):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode) and node.tag.endswith(":map"):
            return self._mapping(node, path)
        return self._refuse(node, f"the tag “{node.tag}” is not used here")

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _STR:
                self._refuse(key_node, "a key must be a word")
                continue
            key = key_node.value
            if key in built:
                first = self.lines[(*path, key)]
                self._refuse(key_node, f"“{key}” is here twice; it stands on line {first} already")
                continue
            self.lines[(*path, key)] = self.line_of(key_node.start_mark)
            built[key] = self.build(child, (*path, key))
        return built

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL:
            return node.value == "true"
        if node.tag == _INT and node.value.lstrip("-").isdecimal():
            return int(node.value)
        if node.tag != _STR:
            return self._refuse(node, f"the tag “{node.tag}” is not used here")
        if bad := unstorable(node.value):
            return self._refuse(node, f"this holds the character {bad}, which no text can hold")
        return node.value

    def _refuse(self, node: yaml.Node, reason: str) -> None:
        self.problems.add(self.file, self.line_of(node.start_mark), reason)

"""`fields=title,edition(number),sources(key,csl)`: which members of an answer are wanted, at any depth.

What can be named is what the description of the answer names; a name that it does not have is refused with the
nearest that it has.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.api.parameters import Refused
from casestudies.api.schemas.words import Schema

LONGEST, DEEPEST = 2_000, 6
EVERYTHING = "*"
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*|[*(),]")

# A name -> what is wanted of it; None for all of it.
Tree = dict[str, Any]


@dataclass(frozen=True)
class Fields:
    """The members of `component` and, at the top, of `more`; `components` resolves what a schema refers to."""

    component: str
    components: Mapping[str, Schema]
    description: str
    example: str
    more: Mapping[str, Schema]

    def read(self, text: str) -> Tree:
        if len(text) > LONGEST:
            raise ValueError(f"at most {LONGEST} characters long")
        tokens = _tokens(text)
        tree = self._list(tokens, self._top, "", 1)
        if tokens:
            raise Refused("“fields” has a closing bracket too many.")
        return tree

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[A-Za-z_*][A-Za-z0-9_,()*\-]*$", "maxLength": LONGEST}

    @property
    def _top(self) -> Mapping[str, Schema]:
        return {**(self._members({"$ref": f"#/components/schemas/{self.component}"}) or {}), **self.more}

    def _members(self, schema: Schema) -> Mapping[str, Schema] | None:
        """What can be named within a value of this shape; None where it is given whole."""
        if "$ref" in schema:
            return self._members(self.components[schema["$ref"].rpartition("/")[2]])
        if "items" in schema:
            return self._members(schema["items"])
        for one in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            found = self._members(one)
            if found:
                return found
        return schema.get("properties")

    def _list(self, tokens: list[str], known: Mapping[str, Schema], inside: str, depth: int) -> Tree:
        tree: Tree = {}
        while True:
            name = tokens.pop(0) if tokens else ""
            if name in ("", "(", ")", ","):
                where = f" after “{inside}(”" if inside else ""
                raise Refused(f"“fields” has no name where one should stand{where}.")
            self._take(tree, name, tokens, known, inside, depth)
            if not tokens or tokens[0] != ",":
                break
            tokens.pop(0)
        if inside and (not tokens or tokens.pop(0) != ")"):
            raise Refused(f"“fields” does not close the bracket after “{inside}”.")
        return tree

    def _take(
        self, tree: Tree, name: str, tokens: list[str], known: Mapping[str, Schema], inside: str, depth: int
    ) -> None:
        if name == EVERYTHING:
            tree.update({one: None for one in known if one not in tree})
            return
        if name not in known:
            raise _unknown(name, known, inside)
        wanted = None
        if tokens and tokens[0] == "(":
            tokens.pop(0)
            members = self._members(known[name])
            if not members:
                raise Refused(f"“{name}” has no fields of its own; name it without brackets.", name)
            if depth == DEEPEST:
                raise Refused(f"“fields” goes deeper than {DEEPEST} brackets.")
            wanted = self._list(tokens, members, name, depth + 1)
        if name in tree:
            raise Refused(f"“fields” names “{name}” twice.")
        tree[name] = wanted


def select(value: Any, tree: Tree | None) -> Any:
    """What the tree wants of a value."""
    if tree is None or value is None:
        return value
    if isinstance(value, list):
        return [select(one, tree) for one in value]
    return {name: select(value[name], wanted) for name, wanted in tree.items() if name in value}


def _tokens(text: str) -> list[str]:
    found = _TOKEN.findall(text)
    if "".join(found) != text:
        raise ValueError("names separated by commas, with brackets for what is inside: title,edition(number)")
    return found


def _unknown(name: str, known: Mapping[str, Schema], inside: str) -> Refused:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    where = f" in “{inside}”" if inside else ""
    near = difflib.get_close_matches(name[:60], known, n=1)
    if near:
        return Refused(f"There is no field “{shown}”{where}. Did you mean “{near[0]}”?", near[0])
    return Refused(f"There is no field “{shown}”{where}. Known are {', '.join(known)}.")

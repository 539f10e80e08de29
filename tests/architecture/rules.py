"""The rules about code that no linter of ours knows, as functions from source text to complaints."""

import ast
from pathlib import Path

LONGEST_MODULE = 250
MUTABILITY = ("mutable", "immutable", "append-only")
# What wiring needs; everything that happens in the domain is said by an action.
SIGNALS_FOR_WIRING = {"post_migrate", "connection_created"}
SIGNAL_MODULES = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals")
LOCKS = "lock_row.py"
DOOR_MODULES = ("django.forms", "django.contrib.admin", "django.http", "rest_framework")


def complaints(path: Path, text: str) -> list[str]:
    """Everything that is wrong with one module, each as `path:line what`."""
    tree = ast.parse(text)
    found = [*_imports_inside_functions(tree), *_signals(tree), *_without_purpose(tree)]
    if path.name != LOCKS:
        found += _locks(tree)
    if path.name == "utils.py":
        found.append((1, "a module named for what it is not: utils"))
    if "models" in path.parts:
        found += [*_forms_in_models(tree), *_models_without_mutability(tree)]
    lines = text.count("\n")
    if lines > LONGEST_MODULE:
        found.append((lines, f"{lines} lines, more than {LONGEST_MODULE}"))
    return [f"{path}:{line} {what}" for line, what in sorted(found)]


def _imports_inside_functions(tree: ast.Module):
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, "an import inside a function"


def _signals(tree: ast.Module):
    for module, name, line in _imported(tree):
        if module.startswith(SIGNAL_MODULES) and name not in SIGNALS_FOR_WIRING:
            yield line, f"a signal: {name or module}"


def _locks(tree: ast.Module):
    """A lock of the wrong strength makes two actions wait for each other on PostgreSQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update":
            yield node.lineno, f"a lock outside {LOCKS}"


def _forms_in_models(tree: ast.Module):
    for module, name, line in _imported(tree):
        whole = f"{module}.{name}".rstrip(".")
        if whole.startswith(DOOR_MODULES):
            yield line, f"a model that knows a door: {whole}"


def _imported(tree: ast.Module):
    """(module, name or "", line) of every import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name, node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, "", node.lineno


def _without_purpose(tree: ast.Module):
    if tree.body and not ast.get_docstring(tree):
        yield 1, "no docstring that says what the module is for"


def _models_without_mutability(tree: ast.Module):
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and _is_model(node):
            words = (ast.get_docstring(node) or "").lower()
            if not words.startswith("abstract") and not any(word in words for word in MUTABILITY):
                yield node.lineno, f"{node.name} does not say whether it changes"


def _is_model(node: ast.ClassDef) -> bool:
    """A class with a Meta or with Django's fields; managers and field types have neither."""
    if any(isinstance(child, ast.ClassDef) and child.name == "Meta" for child in node.body):
        return True
    values = [child.value for child in node.body if isinstance(child, ast.Assign)]
    calls = [value.func for value in values if isinstance(value, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr.endswith(("Field", "Key")) for call in calls)

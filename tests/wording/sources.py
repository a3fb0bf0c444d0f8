"""Where the code names messages: calls of catalogues' words, and errors that carry a key."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = sorted(
    path
    for folder in ("bot", "cogs")
    for path in (ROOT / folder).rglob("*.py")
    if path.relative_to(ROOT).parts[:2] != ("bot", "wording") or path.name != "catalogue.py"
)


@dataclass(frozen=True, slots=True)
class Call:
    """`words(key, …)` or `words.plural(key, …)` at a place of the code."""

    key: ast.expr
    is_plural: bool
    place: str


@cache
def calls() -> tuple[Call, ...]:
    """Every call that asks a catalogue for a message."""
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    for path in CODE:
        if "bot.wording" not in path.read_text(encoding="utf-8"):
            continue  # other words than ours
        for node in _nodes(path):
            if isinstance(node, ast.Call) and node.args and (kind := _kind(node)):
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield Call(node.args[0], kind == "plural", place)


def _kind(call: ast.Call) -> str | None:
    """Words are always called so: `words(…)`, `self._words(…)`, `at.words.plural(…)`."""
    match call.func:
        case ast.Attribute(value=inner, attr="plural") if _is_words(inner, call):
            return "plural"
        case function if _is_words(function, call):
            return "plain"
    return None


def _is_words(expression: ast.expr, call: ast.Call) -> bool:
    match expression:
        case ast.Name(id="words"):
            return True
        # `catalogue.words(locale)` chooses a language and names no message.
        case ast.Attribute(value=owner, attr="words"):
            return not ast.unparse(owner).endswith("catalogue")
        # `_words` may also be a method that finds the words of somebody.
        case ast.Name(id="_words") | ast.Attribute(attr="_words"):
            return isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    return False


def strings() -> set[str]:
    """Every string constant of the code."""
    return {
        node.value
        for path in CODE
        for node in _nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def keyed_errors() -> Iterator[tuple[str, str]]:
    """Keys that errors carry to the person: `Refused("refused.…")`, and where."""
    for path in CODE:
        for node in _nodes(path):
            match node:
                case ast.Call(func=ast.Name(id="Refused"), args=[ast.Constant(value=str(key)), *_]):
                    yield key, f"{path.relative_to(ROOT)}:{node.lineno}"


@cache
def _nodes(path: Path) -> tuple[ast.Call | ast.Constant, ...]:
    """Those that matter here, of which each test looks at all."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Constant))

"""What `docs/civility.md` takes from the packs: `python -m tests.docs.rules_table` writes it.

It tries the packs' examples as well, and notes down that they hold.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from bot.civility.explaining import explanations
from bot.civility.forms.rules import Forms
from bot.civility.judge import Judge
from bot.civility.merging import merged
from bot.civility.pack import PackError
from bot.civility.shipped import available, digest, load, sources
from tests.docs.pages import ROOT, page

PAGE = "docs/civility.md"
EXAMINED = "bot/civility/packs/examined.toml"
UNSHOWN = "slur"
"""The family whose examples are not printed."""

Table = Mapping[str, Any]


def filled(text: str) -> str:
    """The page's text with its generated parts as the packs have them now."""
    return _put(_put(text, "rules", _rules(_packs())), "sources", _sources(_packs()))


def _packs() -> dict[str, Table]:
    """Every list that ships with a licence of its own, by the name of its folder or file."""
    found = (path for path in files("bot.civility.packs").iterdir() if path.name.endswith(".toml"))
    tables = {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in found}
    tables |= {f"{language}/": merged(sources(language)) for language in available()}
    return {name: tables[name] for name in sorted(tables) if "licence" in tables[name]}


def _put(text: str, name: str, lines: Iterable[str]) -> str:
    head, begin, rest = text.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition("<!-- end -->\n")
    return "".join([head, begin, "\n", *(f"{line}\n" for line in lines), "\n", end, tail])


def _rules(packs: Mapping[str, Table]) -> Iterator[str]:
    yield "| rule | verdict | what its author reads | found | passes |"
    yield "|---|---|---|---|---|"
    for table in packs.values():
        for rule in table.get("rule", ()):
            why = _sentence(table, rule["text"])
            examples = ("", "") if rule.get("family") == UNSHOWN else _examples(rule)
            yield f"| `{rule['id']}` | {rule['verdict']} | {why} | {' | '.join(examples)} |"


def _sentence(table: Table, key: str) -> str:
    """A sentence in the pack's language; in English where it has none."""
    told = {**explanations().get(key, {}), **table.get("text", {}).get(key, {})}
    return str(told.get(table.get("lang", "en")) or told["en"])


def _examples(rule: Table) -> tuple[str, str]:
    return _code(rule.get("hit", [""])[0]), _code(rule.get("miss", [""])[0])


def _code(example: str) -> str:
    return f"`{' '.join(example.split())}`" if example else ""


def _sources(packs: Mapping[str, Table]) -> Iterator[str]:
    yield from ("| list | version | licence | source |", "|---|---|---|---|")
    for name, table in packs.items():
        yield f"| `{name}` | {table['version']} | {table['licence']} | {table['source']} |"


def examined() -> str:
    """What tells the packs that ship from others. Raises `PackError` if an example fails.

    Each language has lines of its own, so that changes of two packs merge. Two changes of one pack
    do not, and should not: what holds for each of them may not hold for both.
    """
    Judge.of(map(load, available()), Forms.load())
    seen = (f'\n[{language}]\nsha256 = "{digest(language)}"\n' for language in available())
    return "".join(["# The packs whose examples were seen to hold.\n", *seen])


def main() -> None:
    """Write both; exit with what is wrong with a pack."""
    try:
        seen = examined()
    except PackError as error:
        sys.exit(str(error))
    (ROOT / EXAMINED).write_text(seen, encoding="utf-8")
    (ROOT / PAGE).write_text(filled(page(PAGE).text), encoding="utf-8")


if __name__ == "__main__":
    main()

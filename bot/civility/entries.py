"""What a pack's TOML may hold, checked for its shape; what is wrong is told by its name."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    model_validator,
)

from bot.civility.model import VERDICTS, Exemption, Family, Verdict

MOST_TOLD = 5
"""Faults that are told of one pack at a time."""


class EntryError(ValueError):
    """Entries of a wrong shape: the message names each, and says what belongs there."""


def _graded(word: object) -> Verdict:
    if not isinstance(word, str) or word not in VERDICTS:
        raise ValueError(f"a verdict is one of {', '.join(VERDICTS)}")
    return VERDICTS[word]


Texts = Annotated[tuple[str, ...], Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WordList(_Entry):
    """A `[lex.NAME]`."""

    words: str
    telling: StrictBool = False


class RuleEntry(_Entry):
    """A `[[rule]]`. A rule says by examples what it is for, and what it is not for."""

    id: str
    family: Family
    verdict: Annotated[Verdict, BeforeValidator(_graded)]
    text: str
    match: Texts
    unless: tuple[str, ...] = ()
    replies: StrictBool = False
    hit: Texts
    miss: Texts


class ExemptEntry(_Entry):
    """An `[[exempt]]`."""

    kind: Exemption
    families: frozenset[Family]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    question: StrictBool = False

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        if not (self.before or self.after or self.then):
            raise ValueError("it needs patterns, before or after or then")
        return self


Code = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
"""A language."""


class PackTable(_Entry):
    """A whole pack."""

    lang: Code
    version: int
    licence: str
    source: str
    common: str = ""
    deform: str = ""
    real: str = ""
    spelt: dict[str, str] = {}
    lex: dict[str, WordList]
    pattern: dict[str, str] = {}
    rule: tuple[RuleEntry, ...]
    exempt: tuple[ExemptEntry, ...] = ()
    text: dict[str, dict[Code, str]] = {}

    @model_validator(mode="after")
    def _calls_rules_its_own(self) -> Self:
        if other := [each.id for each in self.rule if not each.id.startswith(f"{self.lang}.")]:
            raise ValueError(
                f"the id of rule {other[0]!r} must begin with '{self.lang}.', so that no rule of"
                " another language or of a server has it"
            )
        return self


def checked(table: dict[str, Any]) -> PackTable:
    """The entries of a pack. Raises `EntryError`."""
    try:
        return PackTable.model_validate(table)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)[:MOST_TOLD]
        raise EntryError("; ".join(_told(each, table) for each in faults)) from None


def _told(fault: Any, table: Any) -> str:
    """Where it is, and what is wrong: `rule 'xx.attack' hit: it is missing`."""
    where, inside = [], table
    for key in (each for each in fault["loc"] if each != "[key]"):  # pydantic's mark
        inside = inside[key] if isinstance(inside, list) or key in inside else {}
        where.append(_name(key, inside))
    why = _SAID.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return ": ".join(filter(None, (" ".join(where), why)))


def _name(key: str | int, entry: Any) -> str:
    """Entries of a list go by what they are called."""
    if isinstance(key, str):
        return key
    called = {"id", "kind"} & entry.keys() if isinstance(entry, dict) else ()
    return next((repr(entry[each]) for each in called), str(key + 1))


_SAID = {
    "missing": "it is missing",
    "extra_forbidden": "there is no such entry",
    "string_type": "it must be a text",
    "bool_type": "it must be true or false",
    "tuple_type": "it must be a list, in brackets",
    "frozen_set_type": "it must be a list, in brackets",
    "dict_type": "it must be a table",
    "model_type": "it must be a table",
    "too_short": "it must not be empty",
    "string_pattern_mismatch": "a language is two small letters, as in 'en'",
}
"""By pydantic's names of errors."""

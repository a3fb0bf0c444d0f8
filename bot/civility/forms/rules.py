"""The rules of form, read from `packs/forms.toml` and joined with their detectors."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from bot.civility.forms import calling, contacts, writing
from bot.civility.forms.model import Detector
from bot.civility.model import VERDICTS, Family, Verdict
from bot.civility.signs import Sign

DETECTORS: Mapping[str, Detector] = {
    detector.__name__: detector
    for detector in (
        writing.shouted_whole,
        writing.shouted_part,
        writing.stretched,
        writing.stacked,
        calling.mass_mentioned,
        calling.many_links,
        calling.spam_links,
        calling.masked_link,
        calling.invited,
        contacts.exposed,
        contacts.contact,
    )
}


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule of form: its detector is asked where a text shows the `sign`."""

    id: str
    family: Family
    verdict: Verdict
    text_key: str
    sign: Sign
    detector: Detector
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """All rules of form with their limits.

    `signs`: those with one of which a text may break any; what is odd may hide another.
    """

    rules: tuple[FormRule, ...]
    limits: Mapping[str, int]
    signs: frozenset[Sign] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "signs", frozenset({Sign.ODD, *(rule.sign for rule in self.rules)})
        )

    @classmethod
    def load(cls) -> Forms:
        """The rules that ship."""
        source = files("bot.civility.packs").joinpath("forms.toml").read_text(encoding="utf-8")
        table = tomllib.loads(source)
        return cls(tuple(map(_rule, table["rule"])), table["limits"])


def _rule(entry: Mapping[str, str]) -> FormRule:
    return FormRule(
        id=entry["id"],
        family=Family(entry["family"]),
        verdict=VERDICTS[entry["verdict"]],
        text_key=entry["text"],
        sign=Sign(entry["sign"]),
        detector=DETECTORS[entry["detector"]],
        hits=tuple(entry["hit"]),
        misses=tuple(entry["miss"]),
    )

"""What families of rules and verdicts are called. Their names come in as plain words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.wording.catalogue import Words

FAMILIES: Mapping[str, str] = {
    "attack": "family.attack",
    "slur": "family.slur",
    "group hate": "family.group_hate",
    "threat": "family.threat",
    "self-harm": "family.self_harm",
    "personal data": "family.personal_data",
    "recruiting": "family.recruiting",
    "form": "family.form",
    "history": "family.history",
}
VERDICTS: Mapping[str, str] = {
    "allow": "verdict.allow",
    "advise": "verdict.advise",
    "nudge": "verdict.nudge",
    "hold": "verdict.hold",
    "remove": "verdict.remove",
}
EXEMPTIONS: Mapping[str, str] = {
    "quoted": "exemption.quoted",
    "reported": "exemption.reported",
    "negated": "exemption.negated",
    "about oneself": "exemption.about_oneself",
    "hypothetical": "exemption.hypothetical",
    "objected to": "exemption.objected_to",
    "from the article": "exemption.from_the_article",
    "from the parent": "exemption.from_the_parent",
}

SURFACES: Mapping[str, str] = {
    "quote": "surface.quote",
    "link": "surface.link",
    "joined": "surface.joined",
    "attachment": "surface.attachment",
    "sticker": "surface.sticker",
    "embed": "surface.embed",
    "poll": "surface.poll",
    "forward": "surface.forward",
}
"""Where words stand that are not simply the text."""


def surface_name(words: Words, surface: str) -> str | None:
    """Where in a message words were met; None where they are its text."""
    return words(SURFACES[surface]) if surface in SURFACES else None


def exemption_name(words: Words, exemption: str) -> str:
    """Why words that a rule names are a milder hit, or none."""
    return words(EXEMPTIONS[exemption])


def family_name(words: Words, family: str) -> str:
    """What the rules of a family protect from."""
    return words(FAMILIES[family])


def verdict_effect(words: Words, verdict: str) -> str:
    """What happens to a comment that a rule with this verdict meets."""
    return words(VERDICTS[verdict])

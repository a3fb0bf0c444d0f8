"""The packs that ship: a folder for each language, its files merged into one pack.

Files are merged in the order of their names, which means nothing: each entry stands in one of them
only, and patterns may use those of other files.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.civility.loading import read
from bot.civility.pack import Pack, PackError

_CODE = re.compile(r"[a-z]{2}")


@cache
def load(language: str) -> Pack:
    """The pack that ships for a language, read once in a process. Raises `PackError`."""
    if language not in available():
        raise no_pack(language)
    pack = read(sources(language), language)
    if pack.language != language:
        raise PackError(f"civility pack {language!r} says that its lang is {pack.language!r}")
    return pack


def no_pack(language: str) -> PackError:
    """That no pack ships for a language, with those for which one does."""
    return PackError(f"no civility pack for language {language!r}; there is {available()}")


def available() -> list[str]:
    """The languages that packs ship for. Raises `PackError` for one whose name is no language's."""
    folders = [entry for entry in files("bot.civility.packs").iterdir() if entry.is_dir()]
    for folder in folders:
        if not _CODE.fullmatch(folder.name) and _files(folder):
            raise PackError(
                f"civility pack {folder.name!r} does not load: its folder must be named after its"
                " language by two small letters, as in 'en'"
            )
    return sorted(folder.name for folder in folders if _CODE.fullmatch(folder.name))


def _files(folder: Traversable) -> dict[str, Traversable]:
    return {each.name: each for each in folder.iterdir() if each.name.endswith(".toml")}


def sources(language: str) -> dict[str, str]:
    """The TOML texts of a language's pack by the names of their files, in the names' order.

    Raises `PackError`.
    """
    folder = files("bot.civility.packs").joinpath(language)
    found = _files(folder)
    return {name: _text(language, found[name]) for name in sorted(found)}


def _text(language: str, file: Traversable) -> str:
    """What a file holds, with or without the mark that some editors begin UTF-8 with."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PackError(
            f"civility pack {language!r} does not load: {file.name} is not UTF-8; save it as that"
        ) from None


def digest(language: str) -> str:
    """What tells a language's pack from any other: the SHA-256 of its files' names and texts."""
    return sha256(repr(sources(language)).encode()).hexdigest()


def examined() -> frozenset[str]:
    """The languages whose packs are still those whose examples were seen to hold.

    To try all examples takes a second, so a start tries only those of packs that were changed since
    `examined.toml` was written.
    """
    source = files("bot.civility.packs").joinpath("examined.toml").read_text(encoding="utf-8")
    seen = tomllib.loads(source)
    return frozenset(each for each in available() if seen.get(each) == {"sha256": digest(each)})

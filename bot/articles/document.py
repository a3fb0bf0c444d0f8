"""An article as a JSON document, for the record; lossless both ways."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from bot.articles.model import (
    Article,
    Block,
    Code,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
)

FORMAT = 1
"""Of the document. A further format is told from this one by its number."""

_BLOCKS: Mapping[str, type[Block]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "item": ListItem,
    "quote": Quote,
    "code": Code,
    "picture": Picture,
    "rule": Rule,
}
_NAMES = {kind: name for name, kind in _BLOCKS.items()}
_MOMENTS = ("published", "updated")


class UnknownFormatError(ValueError):
    """The document was written by a newer version of the program."""


def to_document(article: Article) -> dict[str, Any]:
    """The article as values that JSON knows. Times are ISO 8601 with their zone."""
    document = {field.name: getattr(article, field.name) for field in fields(article)}
    for name in _MOMENTS:
        moment = document[name]
        document[name] = moment.isoformat() if moment else None
    document["body"] = [{"kind": _NAMES[type(block)], **asdict(block)} for block in article.body]
    document["images"] = [asdict(image) for image in article.images]
    return {"format": FORMAT, **document}


def from_document(document: Mapping[str, Any]) -> Article:
    """The article that `to_document` was given; `UnknownFormatError` for a later format."""
    if document["format"] != FORMAT:
        raise UnknownFormatError(f"an article in format {document['format']} needs a newer version")
    values = {name: value for name, value in document.items() if name != "format"}
    for name in _MOMENTS:
        moment = values[name]
        values[name] = datetime.fromisoformat(moment) if moment else None
    values["body"] = tuple(_block(block) for block in values["body"])
    values["images"] = tuple(Picture(**image) for image in values["images"])
    return Article(**values)


def document_hash(document: Mapping[str, Any]) -> str:
    """A short name for such a document (SHA-256, 32 hex digits)."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _block(document: Mapping[str, Any]) -> Block:
    values = {name: value for name, value in document.items() if name != "kind"}
    return _BLOCKS[document["kind"]](**values)

"""Files under comments that the bot deletes: kept by the id that Discord gave them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


class AttachmentFolder:
    """A folder beside the database. Names come from outside and are never part of a path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, attachment_id: int, data: bytes) -> None:
        """Keep a file whole or not at all; OSError where the disk refuses."""
        self._path.mkdir(parents=True, exist_ok=True)
        half = self._half(attachment_id)
        half.write_bytes(data)
        half.replace(self._file(attachment_id))

    def read(self, attachment_id: int) -> bytes | None:
        """The file; None where it is not kept."""
        try:
            return self._file(attachment_id).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, attachment_id: int) -> None:
        """Keep it no longer."""
        self._file(attachment_id).unlink(missing_ok=True)
        self._half(attachment_id).unlink(missing_ok=True)

    def older_than(self, before: datetime) -> list[int]:
        """Files that were last written before that time (UTC), unfinished ones too."""
        if not self._path.exists():
            return []
        old = (each for each in self._path.iterdir() if each.stat().st_mtime < before.timestamp())
        return sorted({int(each.stem) for each in old if each.stem.isdecimal()})

    def _file(self, attachment_id: int) -> Path:
        return self._path / str(int(attachment_id))

    def _half(self, attachment_id: int) -> Path:
        return self._file(attachment_id).with_suffix(".part")

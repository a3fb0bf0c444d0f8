"""`python -m bot.demo.screenshot FILE`: the picture of the demo that the README shows."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from .playing import play
from .printing import picture


def main() -> None:
    """Play the scene and write its picture to the file that is named."""
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m bot.demo.screenshot FILE.svg")
    Path(sys.argv[1]).write_text(picture(asyncio.run(play())), encoding="utf-8")


if __name__ == "__main__":
    main()

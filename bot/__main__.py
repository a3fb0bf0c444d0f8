"""`python -m bot COMMAND`, also installed as `thoughts-on`."""

import io
import sys

from bot.cli import app


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that lacks a character shows a question mark, which is better than no answer.
        sys.stdout.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()

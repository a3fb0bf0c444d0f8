"""Run every benchmark of this folder and print its figures: `python -m benchmarks [NAME…]`."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def main(wanted: list[str]) -> None:
    """Run the modules that have a `run`, or those that are named."""
    for module in iter_modules(benchmarks.__path__):
        if wanted and module.name not in wanted:
            continue
        run = getattr(import_module(f"benchmarks.{module.name}"), "run", None)
        if run is None or module.name == "__main__":
            continue
        print(module.name)
        for what, figure in run():
            print(f"  {what}: {figure}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""`python3 -m bench PART PROGRAM`."""

import importlib
import sys

from .report import ORDER

MODULES = {"import": "imports", "export": "exports"}
"""Parts whose names are taken."""


def main() -> None:
    """Runs one part, or all."""
    part, binary = sys.argv[1:]
    for name in ORDER if part == "all" else (part,):
        importlib.import_module(f"bench.{MODULES.get(name, name)}").run(binary)


main()

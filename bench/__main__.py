"""`python3 -m bench PART PROGRAM`."""

import importlib
import signal
import sys

from .report import ORDER

MODULES = {"import": "imports", "export": "exports"}
"""Parts whose names are taken."""
WHOLES = {"logs": ("requests", "import", "export", "growth"), "all": ORDER}
"""Names for several parts in turn; growth tells what stats does."""


def main() -> None:
    """Runs one part, or several."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that what was started is stopped
    part, binary = sys.argv[1:]
    for name in WHOLES.get(part, (part,)):
        importlib.import_module(f"bench.{MODULES.get(name, name)}").run(binary)


main()

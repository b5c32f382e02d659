"""What may be set by the environment."""

import os
from pathlib import Path

ROUNDS = int(os.environ.get("ROUNDS", "3"))
"""Each figure is the median of so many; the service and what it is measured against take turns."""
DURATION = int(os.environ.get("DURATION", "4"))
"""How long each load lasts."""
CONNECTIONS = int(os.environ.get("CONNECTIONS", "16"))
"""Of a load, where nothing else is said."""
LOGS = [int(logs) for logs in os.environ.get("LOGS", "100000 1000000").split()]
"""Logs in the database: the sizes of growth."""
FEW, MANY = LOGS[0], LOGS[-1]
"""Of requests; of an export and of figures."""
JUDGED = int(os.environ.get("JUDGED", "40000"))
"""Stations whose staffing is judged."""
IMPORTED = int(os.environ.get("IMPORTED", "200000"))
"""Logs of the imported file."""
READ_DIGITS = int(os.environ.get("READ_DIGITS", "3"))
READ = 16**READ_DIGITS
"""Logs that are read, with texts that are opened: their ids end in so many hexadecimal digits."""
HERE = Path(__file__).parent
ROOT = HERE.parent
TOOLS = ROOT / ".local/bench"
"""What scripts/prepare installs for measuring."""

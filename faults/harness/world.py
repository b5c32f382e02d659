"""A world for one test: PostgreSQL, proxy and service on a copy of a demo that was made once."""

import contextlib
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .client import Client
from .cluster import Cluster
from .proxy import Proxy
from .service import Service
from .waiting import until

COUNTY = "469025"
"""The county of the demo."""


def folder_for_all(prefix: str) -> Path:
    """A temporary folder that PostgreSQL's user gets through."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)
    return folder


class Template:
    """The demo, made once by `binary`: a stopped cluster and a DATA_DIR to copy."""

    def __init__(self, binary: str):
        self.folder = folder_for_all("faults-template-")
        cluster = Cluster(self.folder)
        try:
            cluster.create()
            (self.folder / "data").mkdir()
            service = Service(binary, self.folder, f"postgresql://stations@127.0.0.1:{cluster.port}/stations")
            code, said = service.tool("demo")
            if code:
                raise SystemExit(f"the demo could not be made: {said}")
            service.start()
            until("all events have positions", lambda: cluster.number("SELECT count(*) FROM events_pending") == 0)
            service.stop()
        except BaseException:
            self.remove()
            raise
        finally:
            cluster.stop()

    def remove(self) -> None:
        """Deletes it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class World:
    """`cluster`, `proxy` in front of it, `service` behind the proxy, and who calls."""

    def __init__(self, folder: Path, binary: str, settings: dict[str, str], postgres: dict[str, str]):
        self.folder, self.binary = folder, binary
        self.cluster = Cluster(folder, postgres)
        self.cluster.start()
        self.proxy = Proxy(self.cluster.port)
        self.direct = f"postgresql://stations@127.0.0.1:{self.cluster.port}/stations"
        self.service = Service(binary, folder, f"postgresql://stations@127.0.0.1:{self.proxy.port}/stations", settings)
        self.gateway: dict[str, str | None] = {}
        """Headers that are lost (None) or overwritten between every client and the service."""

    def client(self, role: str = "contractor_manager", timeout: float = 30) -> Client:
        """A signed-in caller of the demo."""
        return Client(self.service.port, timeout=timeout, changed=self.gateway).sign_in(self.service.accounts[role])

    def sql(self, text: str) -> list[tuple]:
        """A look at the database, not through the proxy."""
        return self.cluster.sql(text)

    def number(self, text: str) -> int:
        """The one number of such a look."""
        return self.cluster.number(text)

    def station(self) -> str:
        """The station where the demo plays: workers are posted there."""
        return self.sql("SELECT station_id FROM postings ORDER BY recorded_at LIMIT 1")[0][0]

    def workers(self) -> list[str]:
        """Who is posted there now."""
        now = f"station_id = '{self.station()}' AND voided_at IS NULL AND valid_to IS NULL"
        return [row[0] for row in self.sql(f"SELECT worker_id FROM postings WHERE {now} ORDER BY worker_id")]

    def close(self) -> None:
        """Ends everything, kindly if that is quick."""
        if self.service.process and self.service.process.poll() is None:
            self.proxy.restore()
            self.service.stop(10)
        self.proxy.close()
        self.cluster.stop()


@contextlib.contextmanager
def world(template: Template, binary: str, settings: dict[str, str], postgres: dict[str, str], started: bool) -> Iterator[World]:
    """A world on a copy of the template; ended and removed whatever happens. KEEP=1 leaves the folder and says where."""
    folder = folder_for_all("faults-")
    subprocess.run(["cp", "-a", f"{template.folder}/pg", f"{template.folder}/data", folder], check=True)
    made = None
    try:
        made = World(folder, binary, settings, postgres)
        if started:
            made.service.start()
        yield made
    finally:
        if made:
            made.close()
        if os.environ.get("KEEP"):
            print(f"  kept: {folder}", flush=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def seeded(seed: int, *parts) -> random.Random:
    """Chance that is the same for the same seed and parts."""
    return random.Random(f"{seed}/" + "/".join(map(str, parts)))

"""A PostgreSQL of the harness's own: fsync on, loopback only, run by an unprivileged user when we are root."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path

from .pg import Pg, PgError
from .waiting import free_port, until

SETTINGS = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "300",
            "shared_buffers": "64MB", "timezone": "UTC", "lc_messages": "C", "jit": "off", "log_error_verbosity": "terse"}


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs: those of the system's newest version, else of PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}") + glob.glob(f"/usr/pgsql-*/bin/{name}"))
    path = found[-1] if found else shutil.which(name)
    if not path:
        raise SystemExit(f"PostgreSQL's {name} is not installed: see scripts/prepare")
    return path


def account() -> dict:
    """Whom PostgreSQL runs as, for subprocess: ourselves, or somebody who is not root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "_postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        except KeyError:
            pass
    raise SystemExit("PostgreSQL does not run as root, and there is no user postgres or nobody")


class Cluster:
    """A server on `folder`/pg. `settings` go beyond or against SETTINGS."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None):
        self.data, self.log, self.port = folder / "pg", folder / "pg.log", free_port()
        self.settings = SETTINGS | (settings or {})
        self.process: subprocess.Popen | None = None

    def create(self) -> None:
        """Makes an empty one with the database `stations`, and starts it."""
        self.data.mkdir()
        if who := account():
            os.chown(self.data, who["user"], who["group"])
        options = ["--encoding=UTF8", "--locale=C", "--auth=trust", "--username=stations", "--pgdata", self.data]
        subprocess.run([program("initdb"), *options], check=True, stdout=subprocess.DEVNULL, cwd="/", **account())
        self.start()
        with Pg(self.port, "postgres") as session:
            session.sql("CREATE DATABASE stations")

    def start(self, within: float = 30) -> None:
        """Starts it and waits until it takes connections; again after a kill, as soon as the killed one's children are gone."""
        until("PostgreSQL takes connections", self._started, within)

    def _started(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
            command = [program("postgres"), "-D", self.data, "-p", str(self.port), "-c", "listen_addresses=127.0.0.1",
                       "-c", "unix_socket_directories=", *options]
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/",
                                                start_new_session=True, **account())
        try:
            Pg(self.port, "postgres", patience=2).close()
            return True
        except (OSError, PgError):
            return False

    def kill(self) -> None:
        """kill -9 of the postmaster and of its children, as a power cut would."""
        if self.process and self.process.poll() is None:
            # Each has a process group of its own; left alone they would first end what they are at.
            children = []
            with contextlib.suppress(OSError, PgError):  # it may be ending already
                children = [int(pid) for (pid,) in self.sql("SELECT pid FROM pg_stat_activity")]
            self.process.kill()
            for child in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """A fast shutdown; killed if that takes more than ten seconds."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def session(self, patience: float = 30) -> Pg:
        """A session of one's own, straight to the server and not through the proxy."""
        return Pg(self.port, patience=patience)

    def sql(self, text: str) -> list[tuple]:
        """The rows of one look."""
        with self.session() as session:
            return session.sql(text)

    def number(self, text: str) -> int:
        """The one number that a query answers."""
        return int(self.sql(text)[0][0])

"""The service under measurement, with the demo in it and a private PostgreSQL."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from . import processes

PATIENCE = 300
"""Seconds to wait for anything."""
SETTLES = 15
"""Seconds that a start's own work may take at most before what is measured begins."""
RESTS = 0.4
"""Seconds of the processor in one second, of a service that has done what was waiting; it goes on signing what has grown."""


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(what: str, ready, alive: subprocess.Popen, log: Path) -> None:
    """Until it is `ready`. Ends the program, with what the process said, when that ends or time is up."""
    end = time.monotonic() + PATIENCE
    while not ready():
        if alive.poll() is not None or time.monotonic() > end:
            sys.exit(f"{what} is not ready:\n{log.read_text()[-3000:]}")
        time.sleep(0.01)


def answers(url: str) -> bool:
    """Whether a GET is answered well."""
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


class Service:
    """The program in a folder of its own, started."""

    def __init__(self, binary: str, folder: str):
        os.chmod(folder, 0o711)  # a root service's PostgreSQL runs as another user, who must get through
        port = free_port()
        self.binary, self.folder, self.origin = binary, Path(folder), f"http://127.0.0.1:{port}"
        self.environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
            "DATA_DIR": f"{folder}/data",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "LOG": "error",
            "REQUESTS_PER_MINUTE": "0",
            "SIGN_INS_PER_MINUTE": "0",
        }
        self.socket = f"{folder}/data/postgres/socket"
        self.url = f"postgresql:///stations?host={urllib.parse.quote(self.socket, '')}&user=stations"
        self.start()

    def start(self) -> None:
        """Runs it until it is ready."""
        command = [self.binary, "serve"]
        self.log = self.folder / "log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        wait_for("the service", lambda: answers(f"{self.origin}/readyz"), self.process, self.log)

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait()

    def restart(self) -> None:
        """With new connections."""
        self.stop()
        self.start()

    def settle(self) -> None:
        """Until it has done what it does by itself after a start, or some seconds: what is left then is measured too."""
        end, spent = time.monotonic() + SETTLES, -1.0
        while (now := sum(processes.seconds(self.process.pid))) - spent > RESTS and time.monotonic() < end:
            spent = now
            time.sleep(1)

    def command(self, *arguments: str) -> None:
        """Another command of the program, on the same database."""
        environment = self.environment | {"DATABASE_URL": self.url}
        subprocess.run([self.binary, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)

    def token(self, role: str = "contractor_manager") -> str:
        """A fresh access token of an account of the demo."""
        accounts = self.folder / "data/demo-accounts.json"
        wait_for("the demo", accounts.exists, self.process, self.log)
        account = json.loads(accounts.read_text())[role]
        form = urllib.parse.urlencode({"grant_type": "password", **account}).encode()
        with urllib.request.urlopen(f"{self.origin}/api/v1/auth/token", form) as answer:
            return json.load(answer)["access_token"]

    def send(self, token: str, method: str, path: str, body: bytes | None = None, media: str = "application/json"):
        """The JSON answer. Ends the program with the problem otherwise."""
        headers = {"authorization": f"Bearer {token}", "content-type": media}
        asked = urllib.request.Request(f"{self.origin}/api/v1{path}", body, headers, method=method)
        try:
            with urllib.request.urlopen(asked) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.read().decode()}")

    def call(self, token: str, method: str, path: str, body=None):
        """The same with a body of JSON."""
        return self.send(token, method, path, None if body is None else json.dumps(body).encode())

    def sql(self, statement: str) -> str:
        """What psql prints, unaligned. Ends the program with the error otherwise."""
        command = ["psql", self.url, "-qAtX", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(command, input=statement, text=True, capture_output=True, check=False)
        if done.returncode:
            sys.exit(f"psql: {done.stderr[-2000:]}")
        return done.stdout.strip()

    def took(self, statements: str) -> list[float]:
        """Milliseconds of each statement, as psql tells them; what they print goes nowhere."""
        said = self.sql(f"\\o /dev/null\n\\timing on\n{statements}")
        return [float(time) for time in re.findall(r"^Time: ([\d.]+) ms", said, re.M)]

    def log_of(self, work, role: str = "contractor_manager") -> str:
        """What PostgreSQL logged of all statements while `work` ran the second time, on connections that knew none of them."""
        self.sql(
            "ALTER DATABASE stations SET log_error_verbosity = 'default';"
            "ALTER DATABASE stations SET log_min_duration_statement = 0"
        )
        self.restart()
        token = self.token(role)
        work(token)
        self.settle()
        log = self.folder / "data/postgres/server.log"
        log.write_text("")
        work(token)
        said = log.read_text()
        self.sql("ALTER DATABASE stations RESET ALL")
        self.restart()
        return said


@contextmanager
def running(binary: str) -> Iterator[Service]:
    """The service, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service(binary, folder)
        try:
            yield service
        finally:
            service.stop()

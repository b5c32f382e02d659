"""The real binary as a process."""

import json
import os
import re
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from .waiting import free_port, until


class Service:
    """`stations serve` on `folder`/data, with its database at `database` (a URL). `settings` are further variables."""

    def __init__(self, binary: str, folder: Path, database: str, settings: dict[str, str] | None = None):
        self.binary, self.folder, self.port = binary, folder, free_port()
        self.log = folder / "service.log"
        ours = {"DATABASE_URL": database, "DATA_DIR": str(folder / "data"), "HOST": "127.0.0.1", "PORT": str(self.port),
                "LOG": "info", "REQUESTS_PER_MINUTE": "0", "SIGN_INS_PER_MINUTE": "0"}
        self.environment = {"PATH": os.environ.get("PATH", "")} | ours | (settings or {})
        self.process: subprocess.Popen | None = None

    @property
    def accounts(self) -> dict[str, dict[str, str]]:
        """The demo's accounts by role: username and password."""
        return json.loads((self.folder / "data/demo-accounts.json").read_text())

    def start(self, within: float = 30) -> None:
        """Starts it and waits until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([self.binary, "serve", "--no-demo"], env=self.environment, stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL)
        until(f"the service is ready; its log: {self.log}", lambda: self.ready() or self._ended(), within)

    def _ended(self) -> None:
        if self.process and self.process.poll() is not None:
            raise RuntimeError(f"the service ended with {self.process.returncode}: {self.said()[-2000:]}")

    def probe(self, path: str, timeout: float = 10) -> int:
        """The status of `/livez`, `/readyz` or `/metrics`; 0 without an answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def ready(self) -> bool:
        """Whether `/readyz` says so."""
        return self.probe("/readyz") == 200

    def kill(self) -> None:
        """kill -9."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def signal(self, number: int = signal.SIGTERM) -> None:
        """Sends a signal and does not wait."""
        self.process.send_signal(number)

    def stop(self, within: float = 30) -> int | None:
        """SIGTERM; its exit code. Killed, and None, if it takes longer than `within` seconds."""
        if not self.process:
            return None
        self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def said(self) -> str:
        """All of its log so far."""
        return self.log.read_text(errors="replace")

    def rss(self) -> int:
        """Resident memory, in bytes."""
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) * 1024

    def fds(self) -> int:
        """Open files and sockets."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def tool(self, *arguments: str, database: str | None = None) -> tuple[int, str]:
        """Exit code and output of an operator's command, such as `audit verify`; `database`: another URL than the service's."""
        environment = self.environment | ({"DATABASE_URL": database} if database else {}) | {"LOG": "error"}
        command = [self.binary, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110, check=False)
        return done.returncode, (done.stdout + done.stderr).strip()

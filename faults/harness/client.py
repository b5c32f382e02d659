"""Who calls the service: HTTP/1.1 on a connection that is kept."""

import http.client
import json
import time
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, field

from .waiting import until


IDLE = 3.0
"""Seconds for which a connection is kept: the service closes it after five."""


@dataclass
class Answer:
    """What came back; status 0 when nothing did, with the reason as `lost`."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    took: float = 0.0
    lost: str = ""

    @property
    def good(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300

    @property
    def json(self):
        """The body; an empty object when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    @property
    def code(self) -> str:
        """The code of a problem."""
        return str(self.json.get("code", "")) if isinstance(self.json, dict) else ""

    @property
    def etag(self) -> str:
        """The version, for `If-Match`."""
        return self.headers.get("etag", "")


class Client:
    """A caller with a token. One thread uses it at a time; `again()` gives another thread its own."""

    def __init__(self, port: int, token: str | None = None, timeout: float = 30, changed: dict[str, str | None] | None = None):
        self.port, self.token, self.timeout = port, token, timeout
        self.changed = changed if changed is not None else {}
        """Headers that a gateway on the way takes out (None) or overwrites, by their names in lower case."""
        self._connection: http.client.HTTPConnection | None = None
        self._used = 0.0

    def again(self) -> "Client":
        """The same caller on a connection of its own."""
        return Client(self.port, self.token, self.timeout, self.changed)

    def sign_in(self, account: dict[str, str]) -> "Client":
        """Takes a token for user name and password."""
        form = urllib.parse.urlencode({"grant_type": "password", **account}).encode()
        answer = self.send("POST", "/api/v1/auth/token", form, {"content-type": "application/x-www-form-urlencoded"})
        if not answer.good:
            raise RuntimeError(f"sign-in of {account['username']}: {answer.status} {answer.lost} {answer.body[:300]!r}")
        self.token = answer.json["access_token"]
        return self

    def call(self, method: str, path: str, body=None, key: str | None = None, if_match: str | None = None) -> Answer:
        """A call of the API: `path` without `/api/v1`, `body` as JSON."""
        headers = {"content-type": "application/json"} if body is not None else {}
        headers |= {"idempotency-key": key} if key else {}
        headers |= {"if-match": if_match} if if_match else {}
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return self.send(method, f"/api/v1{path}", data, headers)

    def get(self, path: str) -> Answer:
        """A GET of the API."""
        return self.call("GET", path)

    def see(self, path: str, within: float = 20) -> Answer:
        """A GET that is repeated, as long as the service has no connection for it."""
        answered = lambda: next((answer for answer in [self.get(path)] if answer.status not in (0, 503)), None)
        return until(f"GET {path} is answered", answered, within, every=0.2)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Any request. A kept connection that had been closed meanwhile costs no answer: it is opened anew before, not after."""
        begun = time.monotonic()
        if begun - self._used > IDLE:
            self.close()
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self._connection.request(method, path, body, dict(self._headers(headers)))
            response = self._connection.getresponse()
            content = response.read()
            answer = Answer(response.status, content, {k.lower(): v for k, v in response.getheaders()}, time.monotonic() - begun)
            self._used = time.monotonic()
            if response.will_close:
                self.close()
            return answer
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return Answer(0, took=time.monotonic() - begun, lost=f"{type(error).__name__}: {error}")

    def _headers(self, headers: dict[str, str]) -> Iterable[tuple[str, str]]:
        if self.token and "authorization" not in headers:
            headers = headers | {"authorization": f"Bearer {self.token}"}
        for name, value in headers.items():
            value = self.changed.get(name, value)
            if value is not None:
                yield name, value

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

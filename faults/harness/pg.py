"""A connection to PostgreSQL over loopback: the simple query protocol, enough for looks, locks and transactions held open."""

import socket
import struct


class PgError(Exception):
    """What the server refused."""

    def __init__(self, state: str, message: str):
        super().__init__(f"{state}: {message}")
        self.state = state


class Pg:
    """One session, as the superuser `stations`. Every call is bounded by `patience` seconds."""

    def __init__(self, port: int, database: str = "stations", patience: float = 30):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=patience)
        self.rest = b""
        settings = "\0".join(("user", "stations", "database", database, "application_name", "faults", "")).encode()
        start = struct.pack("!I", 196608) + settings + b"\0"
        self.socket.sendall(struct.pack("!I", len(start) + 4) + start)
        self._answer()

    def __enter__(self) -> "Pg":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Ends the session; an open transaction is undone."""
        self.socket.close()

    def sql(self, text: str) -> list[tuple]:
        """The rows of the last statement, every value as text or None. Errors: PgError; OSError when the server is gone."""
        query = text.encode() + b"\0"
        self.socket.sendall(b"Q" + struct.pack("!I", len(query) + 4) + query)
        return self._answer()

    def _take(self, size: int) -> bytes:
        while len(self.rest) < size:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("PostgreSQL closed the connection")
            self.rest += more
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def _answer(self) -> list[tuple]:
        rows, error = [], None
        while True:
            kind, size = self._take(1), struct.unpack("!I", self._take(4))[0]
            body = self._take(size - 4)
            if kind == b"T":
                rows = []
            elif kind == b"D":
                rows.append(self._row(body))
            elif kind == b"E":
                parts = {part[:1]: part[1:].decode() for part in body.split(b"\0") if part}
                error = PgError(parts.get(b"C", ""), parts.get(b"M", ""))
            elif kind == b"Z":
                if error:
                    raise error
                return rows

    @staticmethod
    def _row(body: bytes) -> tuple:
        count, at, values = struct.unpack("!H", body[:2])[0], 2, []
        for _ in range(count):
            size = struct.unpack("!i", body[at:at + 4])[0]
            at += 4
            values.append(None if size < 0 else body[at:at + size].decode())
            at += max(size, 0)
        return tuple(values)

"""A TCP proxy between the service and PostgreSQL: cuts, black holes, lost answers, delays, settings that do not arrive."""

import asyncio
import contextlib
import threading

from .waiting import free_port


class Proxy:
    """Listens on `port`, passes on to `target`. All methods may be called from any thread."""

    def __init__(self, target: int):
        self.port, self.target = free_port(), target
        self.delay = 0.0
        """Seconds that each answer of the server is late."""
        self.commit_delay = 0.0
        """Seconds more that the answer to a COMMIT is late."""
        self.rewrite: dict[bytes, bytes] = {}
        """What the service sends, replaced by something of the same length."""
        self.losing: bytes | None = None
        """What stands in the transaction whose COMMIT reaches the server, but whose answer is lost with the connection."""
        self.lost = 0
        """How many were lost."""
        self._refusing, self._links = False, set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    # --- what tests do

    def cut(self) -> None:
        """Closes all connections and refuses new ones."""
        self._refusing = True
        self._soon(self._close_links)

    def hole(self) -> None:
        """Nothing passes any more in either direction; nothing is closed."""
        self._soon(self._gate.clear)

    def restore(self) -> None:
        """As at the beginning; what waited in a black hole passes now."""
        self._refusing = False
        self._soon(self._gate.set)

    def lose_commit(self, mark: str) -> None:
        """The next transaction in which `mark` is sent is committed, but nobody hears of it."""
        self.losing = mark.encode()

    def close(self) -> None:
        """Ends it."""
        self._soon(self._loop.stop)
        self._thread.join(10)

    # --- how

    def _soon(self, what) -> None:
        self._loop.call_soon_threadsafe(what)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._gate = asyncio.Event()
        self._gate.set()
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=512))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._close_links()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    def _close_links(self) -> None:
        for link in list(self._links):
            link.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = _Link(writer)
        self._links.add(link)
        with contextlib.suppress(OSError):
            await self._gate.wait()
            if not self._refusing:
                await self._join(link, reader)
        link.close()
        self._links.discard(link)

    async def _join(self, link: "_Link", reader: asyncio.StreamReader) -> None:
        answers, link.server = await asyncio.open_connection("127.0.0.1", self.target)
        ways = [asyncio.ensure_future(way) for way in (self._up(link, reader), self._down(link, answers))]
        _, pending = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        link.close()
        for way in pending:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)

    async def _up(self, link: "_Link", reader: asyncio.StreamReader) -> None:
        while data := await reader.read(65536):
            await self._gate.wait()
            for old, new in self.rewrite.items():
                data = data.replace(old, new)
            link.marked |= self.losing is not None and self.losing in data
            if link.marked and b"COMMIT\0" in data:
                self.losing, link.deaf = None, True
            link.server.write(data)
            await link.server.drain()

    async def _down(self, link: "_Link", answers: asyncio.StreamReader) -> None:
        while data := await answers.read(65536):
            await self._gate.wait()
            if link.deaf:
                if b"COMMIT\0" not in data:
                    continue  # of what came before
                self.lost += 1
                return
            if late := self.delay + (self.commit_delay if b"COMMIT\0" in data else 0):
                await asyncio.sleep(late)
            link.client.write(data)
            await link.client.drain()


class _Link:
    """A connection of the service and its continuation to the server."""

    def __init__(self, client: asyncio.StreamWriter):
        self.client, self.server, self.marked, self.deaf = client, None, False, False

    def close(self) -> None:
        """Both ends."""
        for end in (self.client, self.server):
            if end is not None:
                end.close()

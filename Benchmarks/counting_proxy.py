# SPDX-License-Identifier: Apache-2.0
"""Counts what a scanner costs a server: it stands between them on loopback and only passes bytes on."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass, field

HANDSHAKE, APPLICATION_DATA = 22, 23
CLIENT_KEY_EXCHANGE = 16


@dataclass
class Counts:
    """What one or more dialogues came to, seen from the client."""

    connections: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    # Dialogues in which the client went on after the server's flight: a key exchange up to TLS 1.2, or an
    # encrypted record in TLS 1.3. The others are hellos alone.
    handshakes: int = 0


@dataclass
class RecordReader:
    """Finds out whether a client's bytes go beyond hellos (the record layer of RFC 8446 §5.1)."""

    goes_on: bool = False
    _rest: bytes = field(default=b"", repr=False)

    def take(self, data: bytes) -> None:
        if self.goes_on:
            return
        self._rest += data
        while len(self._rest) >= 6:
            length = int.from_bytes(self._rest[3:5], "big")
            kind, first = self._rest[0], self._rest[5]
            if kind == APPLICATION_DATA or (kind == HANDSHAKE and first == CLIENT_KEY_EXCHANGE):
                self.goes_on = True
            if len(self._rest) < 5 + length:
                return
            self._rest = self._rest[5 + length :]


class CountingProxy:
    """Listens on a free port of 127.0.0.1 while the context is open, on a thread of its own."""

    def __init__(self, target: tuple[str, int]):
        self.counts = Counts()
        self.port = 0
        self._target = target
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "CountingProxy":
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(timeout=10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)

    async def _serve(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        self.counts.connections += 1
        records = RecordReader()

        def sent(data: bytes) -> None:
            self.counts.bytes_sent += len(data)
            records.take(data)

        def received(data: bytes) -> None:
            self.counts.bytes_received += len(data)

        with contextlib.suppress(OSError):
            server, to_server = await asyncio.open_connection(*self._target)
            await asyncio.gather(
                self._pass_on(client, to_server, sent), self._pass_on(server, to_client, received)
            )
        self.counts.handshakes += records.goes_on

    @staticmethod
    async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter, count) -> None:
        try:
            while data := await source.read(65536):
                count(data)
                sink.write(data)
                await sink.drain()
        except OSError:
            pass
        finally:
            sink.close()

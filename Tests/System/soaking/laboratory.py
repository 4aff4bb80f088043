# SPDX-License-Identifier: Apache-2.0
"""The estate of a soak: websites, domains, and servers that misbehave, all on loopback, to be taken away and brought back."""

import asyncio
import shutil
import threading
from contextlib import ExitStack
from pathlib import Path

import estates
import name_server
from servers import PROFILES, Authority, Nginx, free_port

WEBSITES = 200
DOMAINS = 20
# Each kind of misbehaviour at this many addresses.
MISBEHAVING = 4
# Deadlines are short, so that a cycle takes seconds in spite of servers that say nothing.
SETTINGS = """[Ministry]
Name=Soak
Contact=soak@bench.example
[Chancery]
Interval=1m
Jitter=0s
ConnectTimeout=500ms
ReplyTimeout=1s
EndpointDeadline=20s
ReportPeriod=daily
[HTTP]
Listen=127.0.0.1:{port}
MaximumConnections=32
"""


class Misbehaving:
    """Servers that take connections and then say nothing, close at once, or talk nonsense without end."""

    def __init__(self) -> None:
        self.ports: "list[int]" = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Misbehaving":
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        for conduct in (self._mute, self._rude, self._babbling):
            server = self._loop.run_until_complete(asyncio.start_server(conduct, "0.0.0.0", 0))
            self.ports.append(server.sockets[0].getsockname()[1])
        self._ready.set()
        self._loop.run_forever()

    @staticmethod
    async def _mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.read(4096):
                pass
        except OSError:
            pass
        writer.close()

    @staticmethod
    async def _rude(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    @staticmethod
    async def _babbling(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(bytes(range(256)) * 16)
                await writer.drain()
                await asyncio.sleep(0.05)
        except OSError:
            writer.close()


class Laboratory:
    """While the context is open, everything is served; `take_away` and `bring_back` are for faults."""

    def __init__(self, folder: Path, model: Path):
        self._authority = Authority(folder / "authority")
        self._folder = folder
        self._model = model
        self._contexts = ExitStack()
        self._nginx = Nginx(PROFILES[1], self._authority, folder / "nginx")
        self._misbehaving = Misbehaving()
        self._names: "name_server.NameServer | None" = None
        self.hindrance = name_server.hindrance()
        self.http_port = free_port()
        self.configuration = folder / "configuration"

    @property
    def subjects(self) -> int:
        """Endpoints and domains that are listed."""
        return WEBSITES + 3 * MISBEHAVING + (DOMAINS if self._names else 0)

    def __enter__(self) -> "Laboratory":
        self._nginx.__enter__()
        self._contexts.enter_context(self._misbehaving)
        if self.hindrance is None:
            self._names = name_server.NameServer(self._folder / "names", estates.addresses(DOMAINS))
            self._names.__enter__()
        self._configure()
        return self

    def __exit__(self, *_: object) -> None:
        self._nginx.__exit__()
        if self._names:
            self._names.__exit__()
        self._contexts.close()

    def take_websites_away(self) -> None:
        self._nginx.__exit__()

    def bring_websites_back(self) -> None:
        self._nginx.__enter__()

    def take_names_away(self) -> None:
        if self._names:
            self._names.__exit__()

    def bring_names_back(self) -> None:
        if self._names:
            self._names.__enter__()

    def list_another(self, number: int) -> None:
        """Lists one endpoint more, or another one in its place."""
        text = f"[Endpoint more{number}.bench.example]\nAddress=127.92.0.{number % 200 + 1}\nPort={self._nginx.port}\n"
        (self.configuration / "endpoints.d" / "more.conf").write_text(text)

    def misspell(self) -> None:
        (self.configuration / "endpoints.d" / "wrong.conf").write_text("[Endpoint x.bench.example]\nHots=x\n")

    def spell_right(self) -> None:
        (self.configuration / "endpoints.d" / "wrong.conf").unlink(missing_ok=True)

    def _configure(self) -> None:
        folder = self.configuration
        estates.write_configuration(
            folder, WEBSITES, self._nginx.port, self._authority.root, self._model, "unpaced"
        )
        if self._names:
            estates.add_domains(folder, self._names.domains, name_server.RESOLVER)
        sections = (
            f"[Endpoint odd{kind}-{index}.bench.example]\nAddress=127.91.{kind}.{index + 1}\nPort={port}\n"
            for kind, port in enumerate(self._misbehaving.ports)
            for index in range(MISBEHAVING)
        )
        (folder / "endpoints.d" / "odd.conf").write_text("\n".join(sections))
        drop_ins = folder / "chancery.conf.d"
        drop_ins.mkdir()
        (drop_ins / "soak.conf").write_text(SETTINGS.format(port=self.http_port))
        for name in ("policies", "clients.conf", "grade.conf", "remedies.conf"):
            shipped = self._model.parent / name
            if shipped.is_dir():
                shutil.copytree(shipped, folder / name)
            elif shipped.exists():
                shutil.copy(shipped, folder / name)

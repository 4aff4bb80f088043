# SPDX-License-Identifier: Apache-2.0
"""An nsd of our own on loopback that serves many domains, each at two addresses of its own, and the zone above them."""

import os
import shutil
import subprocess
import time
from pathlib import Path

PARENT = "bench.example"
RESOLVER = "127.53.0.1"


def hindrance() -> "str | None":
    """Why none can be started; None where one can."""
    if os.geteuid() != 0:
        return "port 53 takes root"
    return None if shutil.which("nsd") else "nsd is missing"


class NameServer:
    """While the context is open, at port 53 of the loopback addresses that it needs, which takes root."""

    def __init__(self, folder: Path, websites: "list[str]"):
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.domains = [f"d{index}.{PARENT}" for index in range(len(websites))]
        zones = [self._parent(), *(self._zone(index, site) for index, site in enumerate(websites))]
        addresses = [RESOLVER, *(self._address(index, of) for index in range(len(websites)) for of in (1, 2))]
        # A socket for each address, so that answers come from where the question went.
        listen = "".join(f"  ip-address: {address}\n" for address in addresses)
        (folder / "nsd.conf").write_text(
            f'server:\n{listen}  username: ""\n  zonesdir: "{folder}"\n  pidfile: "{folder}/pid"\n'
            f'  xfrdfile: "{folder}/xfrd"\n  zonelistfile: "{folder}/list"\n  database: ""\n  logfile: "{folder}/log"\n'
            f"  server-count: 1\nremote-control:\n  control-enable: no\n{''.join(zones)}"
        )

    def __enter__(self) -> "NameServer":
        self._process = subprocess.Popen(["nsd", "-d", "-c", str(self._folder / "nsd.conf")], stdin=subprocess.DEVNULL)
        time.sleep(1)
        if self._process.poll() is not None:
            raise RuntimeError(f"nsd ended: {(self._folder / 'log').read_text()}")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    @staticmethod
    def _address(index: int, server: int) -> str:
        return f"127.{53 + server}.{index // 250}.{index % 250 + 1}"

    def _parent(self) -> str:
        delegations = (
            f"d{index} NS ns{of}.d{index}\nns{of}.d{index} A {self._address(index, of)}\n"
            for index in range(len(self.domains))
            for of in (1, 2)
        )
        return self._kept(PARENT, f"@ NS ns\nns A {RESOLVER}\n{''.join(delegations)}")

    def _zone(self, index: int, website: str) -> str:
        servers = "".join(f"@ NS ns{of}\nns{of} A {self._address(index, of)}\n" for of in (1, 2))
        mail = f'@ MX 10 ns1\n@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@d{index}.{PARENT}"\n'
        return self._kept(f"d{index}.{PARENT}", f'{servers}{mail}@ CAA 0 issue "ca.example"\nwww A {website}\n')

    def _kept(self, name: str, records: str) -> str:
        (self._folder / name).write_text(f"$TTL 60\n@ SOA ns host 1 3600 600 86400 60\n{records}")
        return f"zone:\n  name: {name}\n  zonefile: {name}\n"

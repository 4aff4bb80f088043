# SPDX-License-Identifier: Apache-2.0
"""Servers of several makes on loopback, with settings at which scanners part ways."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from servers import Authority, free_port

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "Tests/Fixtures/servers"
EVERYTHING = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"
OLD_GNUTLS = "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+ANON-ECDH:+ANON-DH:+ARCFOUR-128:+3DES-CBC:+NULL:+MD5"
START_SECONDS = 60


@dataclass(frozen=True)
class Stack:
    name: str
    # From port, authority and a folder of its own to a command that stays in the foreground.
    command: "Callable[[int, Authority, Path], list[str]]"


def openssl(*options: str, keys: "tuple[str, ...]" = ("RSA",)) -> "Callable[[int, Authority, Path], list[str]]":
    def command(port: int, authority: Authority, _: Path) -> "list[str]":
        words = ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-www", "-quiet", *options]
        for prefix, kind in zip(("", "d"), keys):
            chain, key = authority.files(kind)
            words += [f"-{prefix}cert", str(chain), f"-{prefix}key", str(key), f"-{prefix}cert_chain", str(chain)]
        return words if keys else [*words, "-nocert"]

    return command


def gnutls(priority: str) -> "Callable[[int, Authority, Path], list[str]]":
    def command(port: int, authority: Authority, _: Path) -> "list[str]":
        chain, key = authority.files("RSA")
        certificate = ["--x509certfile", str(chain), "--x509keyfile", str(key)]
        return ["gnutls-serv", "--http", "--quiet", "-a", "--port", str(port), "--priority", priority, *certificate]

    return command


def jsse(port: int, authority: Authority, folder: Path) -> "list[str]":
    chain, key = authority.files("RSA")
    store = folder / "rsa.p12"
    export = ["openssl", "pkcs12", "-export", "-in", chain, "-inkey", key, "-name", "rsa", "-passout", "pass:secret"]
    subprocess.run([*map(str, export), "-out", str(store)], check=True)
    (folder / "java.security").write_text("jdk.tls.disabledAlgorithms=\njdk.tls.legacyAlgorithms=\n")
    properties = f"-Djava.security.properties={folder / 'java.security'}"
    versions = "SSLv3,TLSv1,TLSv1.1,TLSv1.2,TLSv1.3"
    return ["java", properties, str(SCRIPTS / "JSSEServer.java"), "serve", str(port), versions, "all", str(store)]


def tlslite(*settings: str) -> "Callable[[int, Authority, Path], list[str]]":
    def command(port: int, authority: Authority, _: Path) -> "list[str]":
        chain, key = authority.files("RSA")
        words = [str(ROOT / ".venv/bin/python"), str(SCRIPTS / "tlslite_server.py"), str(port), *settings]
        return [*words, f"certificate={chain},{key}"]

    return command


STACKS = (
    Stack("OpenSSL, everything it has, RSA and ECDSA", openssl("-cipher", EVERYTHING, keys=("RSA", "ECDSA"))),
    Stack("OpenSSL, its own order", openssl("-serverpref", "-cipher", "DEFAULT:@SECLEVEL=0")),
    Stack("OpenSSL, anonymous", openssl("-no_tls1_3", "-cipher", "aNULL:@SECLEVEL=0", keys=())),
    Stack("OpenSSL, NULL alone", openssl("-no_tls1_3", "-cipher", "eNULL:!aNULL:@SECLEVEL=0")),
    Stack(
        "OpenSSL, CCM in TLS 1.3 alone",
        openssl("-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256"),
    ),
    Stack("GnuTLS", gnutls("NORMAL")),
    Stack("GnuTLS, what is old in it", gnutls(OLD_GNUTLS)),
    Stack("JSSE, all that it still has", jsse),
    Stack(
        "tlslite-ng, from SSL 3.0, RC4, 3DES and NULL",
        tlslite("minVersion=3.0", "maxVersion=3.3", "cipherNames=rc4,3des,null,aes128", "macNames=sha,md5"),
    ),
    Stack("tlslite-ng, TLS 1.3", tlslite("minVersion=3.3", "maxVersion=3.4")),
)


class Running:
    """A stack on a free port of 127.0.0.1 while the context is open."""

    def __init__(self, stack: Stack, authority: Authority, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._command = stack.command(self.port, authority, folder)
        self._log = folder / "output.log"

    def __enter__(self) -> "Running":
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        self.__exit__()
        raise RuntimeError(f"{self._command[0]} does not answer: {self._log.read_text()[-500:]}")

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)

# SPDX-License-Identifier: Apache-2.0
"""An nginx of our own on loopback, with certificates from an authority made for the run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measured import cpu_seconds

# Of Mozilla's Server Side TLS guidelines: 5.8 and 6.0 name the same suites, and X25519MLKEM768 before the groups of
# 5.7, which only an OpenSSL of 3.5 or newer has.
ECDHE = [
    f"ECDHE-{key}-{cipher}"
    for cipher in ("AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305")
    for key in ("ECDSA", "RSA")
]
DHE = ["DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-CHACHA20-POLY1305"]
# By IANA's names, with OpenSSL's.
GROUPS = {"x25519": "X25519", "secp256r1": "prime256v1", "secp384r1": "secp384r1"}
HYBRID_GROUP = {"X25519MLKEM768": "X25519MLKEM768"}


@dataclass(frozen=True)
class Profile:
    """What a server offers: the suites of TLS 1.2, and the three of TLS 1.3; TLS 1.3 alone where there are none."""

    name: str
    keys: tuple[str, ...]
    suites: tuple[str, ...]
    hybrid_group: bool = False

    @property
    def groups(self) -> "dict[str, str]":
        """OpenSSL's names by IANA's."""
        return {**(HYBRID_GROUP if self.hybrid_group and has_hybrid_group() else {}), **GROUPS}

    @property
    def expected_suites(self) -> "dict[str, int]":
        """How many suites a complete scan finds, a version."""
        usable = [s for s in self.suites if ("ECDSA" if "-ECDSA-" in s else "RSA") in self.keys]
        return {"tls1.2": len(usable), "tls1.3": 3}


PROFILES = (
    Profile("intermediate 5.7, RSA", ("RSA",), (*ECDHE, *DHE)),
    Profile("intermediate 5.7, RSA and ECDSA", ("RSA", "ECDSA"), (*ECDHE, *DHE)),
    Profile("intermediate 6.0, RSA", ("RSA",), tuple(ECDHE), hybrid_group=True),
    Profile("intermediate 6.0, RSA and ECDSA", ("RSA", "ECDSA"), tuple(ECDHE), hybrid_group=True),
    # The "modern" configuration: TLS 1.3 hides what hellos read elsewhere, so this one takes whole handshakes.
    Profile("modern, ECDSA", ("ECDSA",), (), hybrid_group=True),
)


class Authority:
    """A root, an intermediate authority and a leaf for each kind of key, in PEM files of a folder."""

    KEYS = {"RSA": ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "ECDSA": ["EC", "-pkeyopt", "ec_paramgen_curve:P-256"]}

    def __init__(self, folder: Path):
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.root = folder / "root.pem"
        self._issue("root", "RSA", "/CN=Benchmark root", None, "basicConstraints=critical,CA:TRUE")
        self._issue("middle", "RSA", "/CN=Benchmark authority", "root", "basicConstraints=critical,CA:TRUE")
        names = "subjectAltName=DNS:localhost,DNS:*.bench.example,IP:127.0.0.1"
        for key in self.KEYS:
            self._issue(key, key, "/CN=localhost", "middle", f"{names}\nextendedKeyUsage=serverAuth")
            chain = [folder / f"{key}.pem", folder / "middle.pem"]
            (folder / f"{key}-chain.pem").write_text("".join(part.read_text() for part in chain))

    def files(self, key: str) -> tuple[Path, Path]:
        return self._folder / f"{key}-chain.pem", self._folder / f"{key}.key"

    def _issue(self, name: str, key: str, subject: str, issuer: "str | None", extensions: str) -> None:
        path = self._folder / name
        run("genpkey", "-algorithm", *self.KEYS[key], "-out", f"{path}.key")
        run("req", "-new", "-key", f"{path}.key", "-subj", subject, "-out", f"{path}.csr")
        Path(f"{path}.ext").write_text(extensions)
        signer = ["-CA", str(self._folder / f"{issuer}.pem"), "-CAkey", str(self._folder / f"{issuer}.key")]
        run(
            "x509", "-req", "-in", f"{path}.csr", "-extfile", f"{path}.ext", "-days", "90", "-sha256",
            *(signer if issuer else ["-signkey", f"{path}.key"]), "-out", f"{path}.pem",
        )  # fmt: skip


def run(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Nginx:
    """One nginx on a free port of every loopback address, while the context is open."""

    def __init__(
        self,
        profile: Profile,
        authority: Authority,
        folder: Path,
        prefix: "Sequence[str]" = (),
        host: str = "127.0.0.1",
    ):
        self._folder = folder
        # What comes before its command, and before those that try whether it answers at `host`.
        self._prefix = list(prefix)
        self._host = host
        folder.mkdir(parents=True, exist_ok=True)
        run("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048", "-out", str(folder / "dh.pem"))
        self.port = free_port()
        (folder / "nginx.conf").write_text(self._configuration(profile, authority))

    def __enter__(self) -> "Nginx":
        command = [*self._prefix, "nginx", "-p", str(self._folder), "-c", "nginx.conf", "-e", "error.log"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        limit = time.monotonic() + 10
        while time.monotonic() < limit:
            if self._process.poll() is not None:
                raise RuntimeError(f"nginx ended: {(self._folder / 'error.log').read_text()}")
            if self._answers():
                return self
            time.sleep(0.05)
        self.__exit__()
        raise RuntimeError("nginx does not answer")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def _answers(self) -> bool:
        script = f"import socket; socket.create_connection(('{self._host}', {self.port}), timeout=1).close()"
        tried = subprocess.run([*self._prefix, sys.executable, "-c", script], capture_output=True, check=False)
        return tried.returncode == 0

    def cpu_seconds(self) -> float:
        """Processor time of the workers so far."""
        master = self._process.pid
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return sum(cpu_seconds(int(worker)) for worker in workers)

    def _configuration(self, profile: Profile, authority: Authority) -> str:
        certificates = "".join(
            f"ssl_certificate {chain};\nssl_certificate_key {key};\n"
            for chain, key in (authority.files(key) for key in profile.keys)
        )
        # Where root starts it, its workers must be able to read what only root may.
        user = "user root;" if os.geteuid() == 0 else ""
        return f"""
{user}
daemon off;
worker_processes 2;
worker_rlimit_nofile 65536;
pid nginx.pid;
error_log error.log crit;
events {{ worker_connections 16384; }}
http {{
access_log off;
client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
server {{
listen 0.0.0.0:{self.port} ssl http2 backlog=4096;
{certificates}
ssl_dhparam dh.pem;
ssl_protocols {"TLSv1.2" if profile.suites else ""} TLSv1.3;
{f"ssl_ciphers {':'.join(profile.suites)};" if profile.suites else ""}
ssl_ecdh_curve {":".join(profile.groups.values())};
ssl_prefer_server_ciphers off;
ssl_session_tickets off;
location / {{ return 204; }}
}}
}}
"""


def has_hybrid_group() -> bool:
    listed = subprocess.run(["openssl", "list", "-tls-groups"], capture_output=True, text=True, check=False)
    return "x25519mlkem768" in listed.stdout.lower()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

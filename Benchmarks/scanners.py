# SPDX-License-Identifier: Apache-2.0
"""The other scanners, as each is called for all that it asks by default; those that are not there are left out."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scanner:
    name: str
    # With {host} and {port}.
    one: "tuple[str, ...]"
    # What comes before a list of targets; None where a hundred would take hours.
    many: "tuple[str, ...] | None"
    # How {targets} are handed over: "words" of host:port, "hosts" with one port, or a "file" of lines.
    manner: str = "words"

    @property
    def is_sequential(self) -> bool:
        """Takes one target after another, so that a hundred across a slow link are a hundred times one."""
        return self.manner == "file"

    def command(self, host: str, port: int) -> "list[str]":
        return [word.format(host=host, port=port) for word in self.one]

    def crowd_command(self, hosts: "list[str]", port: int, folder: Path) -> "list[str]":
        words = [word.format(port=port, file=folder / "targets.txt") for word in self.many or ()]
        targets = [f"{host}:{port}" for host in hosts]
        if self.manner == "file":
            (folder / "targets.txt").write_text("\n".join(targets) + "\n")
            return words
        return [*words, *(hosts if self.manner == "hosts" else targets)]


def chancery(program: str, trust: Path) -> Scanner:
    """Ours, at no pace, with everything of tier active."""
    words = (program, "scan", "--format", "json", "--trust-store", str(trust), "--rate", "0", "--parallel", "0")
    return Scanner("chancery, unpaced", (*words, "--server-name", "localhost", "{host}:{port}"), words)


def installed(folder: Path) -> "list[Scanner]":
    debian = folder / "debian/usr/bin"
    found = []
    for name, programs, one, many, manner in (
        (
            "nmap ssl-enum-ciphers",
            (shutil.which("nmap"),),
            ("-Pn", "-n", "-sT", "--script", "ssl-enum-ciphers", "-oX", "-", "-p", "{port}", "{host}"),
            ("-Pn", "-n", "-sT", "--script", "ssl-enum-ciphers", "-oX", "-", "-p", "{port}"),
            "hosts",
        ),
        (
            "sslscan",
            (shutil.which("sslscan"), debian / "sslscan"),
            ("--no-colour", "--sni-name=localhost", "{host}:{port}"),
            ("--no-colour", "--targets={file}"),
            "file",
        ),
        (
            "testssl.sh",
            (shutil.which("testssl"), debian / "testssl"),
            ("--quiet", "--color", "0", "--warnings", "off", "--ip", "{host}", "localhost:{port}"),
            None,
            "words",
        ),
        (
            "sslyze",
            (folder / "sslyze/bin/sslyze",),
            ("--sni", "localhost", "{host}:{port}"),
            (),
            "words",
        ),
    ):
        program = next((str(path) for path in programs if path and Path(path).exists()), None)
        if program:
            found.append(Scanner(name, (program, *one), None if many is None else (program, *many), manner))
    return found

# SPDX-License-Identifier: Apache-2.0
"""What each scanner says of one server, brought to one form: asked once, kept as it came, and read as often as wanted."""

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import answers

TABLE = Path(__file__).parent.parent / "Sources/TLSWire/Registries/CipherSuiteTable.swift"
NAMES = {int(code, 16): name for code, name in re.findall(r"^ +([0-9A-F]{4}) (\w+)", TABLE.read_text(), re.M)}
IDS = {name: code for code, name in NAMES.items()}
VERSIONS = ("ssl3", "tls1.0", "tls1.1", "tls1.2", "tls1.3")
SCANNED = {"SSLv3": "ssl3", "TLSv1.0": "tls1.0", "TLSv1.1": "tls1.1", "TLSv1.2": "tls1.2", "TLSv1.3": "tls1.3"}
# One that takes longer is given up, and what it wrote by then is read.
LIMIT_SECONDS = 240


@dataclass(frozen=True)
class Server:
    """Where a server is, what begins its dialogue, and whom its certificates come from."""

    service: str
    port: int
    root: str


@dataclass
class View:
    # Code points by version; a version that was looked for and is not there has an empty set.
    suites: "dict[str, set[int]]" = field(default_factory=dict)
    # True: vulnerable; what was not told is left out.
    attacks: "dict[str, bool]" = field(default_factory=dict)
    # To the questions of `answers`.
    answers: "dict[str, object]" = field(default_factory=dict)
    # Names that this scanner gave and the registry does not have.
    unread: "list[str]" = field(default_factory=list)

    def add(self, version: str, name: str) -> None:
        # Pre-IANA names, and those of OpenSSL's SSL_ times.
        code = IDS.get(name, IDS.get(name.replace("SSL_", "TLS_", 1)))
        if code is None:
            self.unread.append(name)
        else:
            self.suites[version].add(code)


@dataclass(frozen=True)
class Scanner:
    """One scanner: how it is called, by service; where it cannot speak a service it has no word for it."""

    name: str
    file: str
    # From program, server and file to a command; what it prints goes into the file where it does not write it itself.
    command: "Callable[[str, Server, Path], list[str] | None]"
    read: "Callable[[str], View]"
    prints: bool = True

    def ask(self, program: str, server: Server, folder: Path) -> None:
        file = folder / self.file
        file.unlink(missing_ok=True)
        command = self.command(program, server, file)
        if command is None:
            return
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return
        if self.prints:
            file.write_text(done.stdout)

    def view(self, folder: Path) -> "View | None":
        file = folder / self.file
        try:
            return self.read(file.read_text(errors="replace"))
        except (OSError, ValueError, KeyError, IndexError, ElementTree.ParseError):
            return None


def chancery_command(program: str, server: Server, _: Path) -> "list[str]":
    return [
        program, "scan", "--format", "json", "--rate", "0", "--parallel", "0", "--trust-store", server.root,
        "--server-name", "localhost", "--authorised-by", "whoever runs this comparison",
        f"{server.service}://127.0.0.1:{server.port}",
    ]  # fmt: skip


def chancery(text: str) -> View:
    (endpoint,) = json.loads(text)["endpoints"]
    view = View(answers=answers.chancery(endpoint))
    for version in VERSIONS:
        protocol = endpoint["tls"]["protocols"][version]
        if protocol["offered"] is not None:
            view.suites[version] = {int(suite["id"], 16) for suite in protocol["suites"] or []}
    told = {"safe": False, "vulnerable": True, "not_applicable": False}
    states = endpoint["tls"]["vulnerabilities"]
    view.attacks = {name: told[state] for name, state in states.items() if state in told}
    return view


def sslyze_command(program: str, server: Server, file: Path) -> "list[str] | None":
    words = {
        "smtp": "smtp", "submission": "smtp", "imap": "imap", "pop3": "pop3", "ftp": "ftp", "ldap": "ldap",
        "xmpp-client": "xmpp", "xmpp-server": "xmpp_server", "postgresql": "postgres", "rdp": "rdp", "https": "",
    }  # fmt: skip
    if (word := words.get(server.service)) is None:
        return None
    scans = (
        "certinfo compression early_data elliptic_curves ems fallback heartbleed openssl_ccs reneg resum robot"
        " sslv2 sslv3 tlsv1 tlsv1_1 tlsv1_2 tlsv1_3"
    )
    options = [f"--{scan}" for scan in scans.split()] + (["--starttls", word] if word else [])
    trust = ["--certinfo_ca_file", server.root, "--mozilla_config", "disable"]
    return [program, *options, *trust, "--json_out", str(file), f"localhost:{server.port}"]


def sslyze(text: str) -> View:
    document = json.loads(text)
    results = document["server_scan_results"][0]["scan_result"] or {}
    view = View(answers=answers.sslyze(document))
    for version, name in zip(VERSIONS, ("ssl_3_0", "tls_1_0", "tls_1_1", "tls_1_2", "tls_1_3")):
        result = (results.get(f"{name}_cipher_suites") or {}).get("result")
        if result:
            view.suites[version] = set()
            for suite in result["accepted_cipher_suites"]:
                view.add(version, suite["cipher_suite"]["name"])
    for attack, command, member in (
        ("heartbleed", "heartbleed", "is_vulnerable_to_heartbleed"),
        ("ccs_injection", "openssl_ccs_injection", "is_vulnerable_to_ccs_injection"),
        ("crime", "tls_compression", "supports_compression"),
        ("client_renegotiation", "session_renegotiation", "is_vulnerable_to_client_renegotiation_dos"),
    ):
        if result := (results.get(command) or {}).get("result"):
            view.attacks[attack] = result[member]
    if result := (results.get("robot") or {}).get("result"):
        told = {"VULNERABLE_WEAK_ORACLE": True, "VULNERABLE_STRONG_ORACLE": True, "NOT_VULNERABLE_NO_ORACLE": False}
        told["NOT_VULNERABLE_RSA_NOT_SUPPORTED"] = False
        if result["robot_result"] in told:
            view.attacks["robot"] = told[result["robot_result"]]
    return view


def sslscan_command(program: str, server: Server, _: Path) -> "list[str] | None":
    words = {
        "smtp": "smtp", "submission": "smtp", "imap": "imap", "pop3": "pop3", "ftp": "ftp", "ldap": "ldap",
        "xmpp-client": "xmpp", "xmpp-server": "xmpp", "postgresql": "psql", "mysql": "mysql", "rdp": "rdp", "https": "",
    }  # fmt: skip
    if (word := words.get(server.service)) is None:
        return None
    start = [f"--{word}"] if word == "rdp" else [f"--starttls-{word}"] if word else []
    if server.service == "xmpp-server":
        start.append("--xmpp-server")
    options = ["--xml=-", "--no-colour", "--show-cipher-ids", "--show-certificate", "--ocsp"]
    return [program, *options, *start, f"localhost:{server.port}"]


def sslscan(text: str) -> View:
    view = View()
    # Its notes between the elements are no XML where they hold a loose ampersand, and are not needed.
    test = ElementTree.fromstring(text[text.index("<document") :]).find("ssltest")
    if test is None:
        return view
    for protocol in test.iter("protocol"):
        name = ("SSLv" if protocol.get("type") == "ssl" else "TLSv") + protocol.get("version", "")
        if name in SCANNED:
            view.suites[SCANNED[name]] = set()
    for cipher in test.iter("cipher"):
        view.suites.setdefault(SCANNED[cipher.get("sslversion", "")], set()).add(int(cipher.get("id", "0"), 16))
    bleeding = [each.get("vulnerable") == "1" for each in test.iter("heartbleed")]
    if bleeding:
        view.attacks["heartbleed"] = any(bleeding)
    if (compression := test.find("compression")) is not None:
        view.attacks["crime"] = compression.get("supported") == "1"
    view.answers = answers.sslscan(test, text)
    return view


def nmap_command(program: str, server: Server, _: Path) -> "list[str] | None":
    if server.service != "https":
        return None
    return f"{program} -Pn -n -sT --script ssl-enum-ciphers -oX - -p {server.port} 127.0.0.1".split()


def nmap(text: str) -> View:
    view = View({version: set() for version in VERSIONS})
    script = ElementTree.fromstring(text).find(".//script[@id='ssl-enum-ciphers']")
    for table in script if script is not None else ():
        for element in table.iterfind("table[@key='ciphers']/table/elem[@key='name']"):
            if version := SCANNED.get(table.get("key", "")):
                # nmap writes TLS 1.3's suites as it does the others.
                view.add(version, (element.text or "").replace("TLS_AKE_WITH_", "TLS_"))
    return view


def testssl_command(program: str, server: Server, file: Path) -> "list[str] | None":
    words = {
        "smtp": "smtp", "submission": "smtp", "imap": "imap", "pop3": "pop3", "ftp": "ftp", "ldap": "ldap", "https": "",
        "lmtp": "lmtp", "xmpp-client": "xmpp", "xmpp-server": "xmpp-server", "postgresql": "postgres", "mysql": "mysql",
    }  # fmt: skip
    if (word := words.get(server.service)) is None:
        return None
    # All but ROBOT, for which it waits minutes where a server is silent.
    scans = "-p -E -P -S -f -H -I -T -R -C -O -Z -W -A -L -4 -F -J -D".split()
    words_of_service = ["-t", word] if word else []
    common = "--quiet --color 0 --warnings off --ip 127.0.0.1".split()
    trust = ["--add-ca", server.root, "--jsonfile", str(file)]
    return [program, *common, *scans, *trust, *words_of_service, f"localhost:{server.port}"]


def testssl(text: str) -> View:
    # Where it was stopped or an entry was left empty, the list is no JSON as it stands.
    entries = [json.loads(each) for each in re.findall(r"\{[^{}]*\}", text)]
    said = {entry["id"]: entry["finding"] for entry in entries}
    view = View(answers=answers.testssl(entries))
    for name, version in (
        ("SSLv3", "ssl3"), ("TLS1", "tls1.0"), ("TLS1_1", "tls1.1"), ("TLS1_2", "tls1.2"), ("TLS1_3", "tls1.3"),
    ):  # fmt: skip
        if name in said:
            view.suites[version] = set()
    keys = {"ssl3": "ssl3", "tls1": "tls1.0", "tls1_1": "tls1.1", "tls1_2": "tls1.2", "tls1_3": "tls1.3"}
    for entry in said:
        if match := re.fullmatch(r"cipher-(\w+?)_x([0-9a-f]+)", entry):
            view.suites.setdefault(keys[match[1]], set()).add(int(match[2], 16))
    for key, attack in (
        ("heartbleed", "heartbleed"), ("CCS", "ccs_injection"), ("ticketbleed", "ticketbleed"), ("ROBOT", "robot"),
        ("CRIME_TLS", "crime"), ("POODLE_SSL", "poodle_ssl"), ("SWEET32", "sweet32"), ("FREAK", "freak"),
        ("DROWN", "drown"), ("LOGJAM", "logjam"), ("BEAST", "beast"), ("LUCKY13", "lucky13"), ("RC4", "rc4"),
        ("secure_client_renego", "client_renegotiation"),
    ):  # fmt: skip
        # What it could not do says nothing.
        if (finding := said.get(key)) and not re.search(r"Check failed|not supported by local", finding):
            safe = re.match(r"not vulnerable|no |not applicable|not supported|supported|TLS 1.3 only", finding)
            view.attacks[attack] = not safe
    return view


OURS = "chancery"
SCANNERS = (
    Scanner(OURS, "chancery.json", chancery_command, chancery),
    Scanner("sslyze", "sslyze.json", sslyze_command, sslyze, prints=False),
    Scanner("sslscan", "sslscan.xml", sslscan_command, sslscan),
    Scanner("nmap", "nmap.xml", nmap_command, nmap),
    Scanner("testssl.sh", "testssl.json", testssl_command, testssl, prints=False),
)

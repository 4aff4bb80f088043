# SPDX-License-Identifier: Apache-2.0
"""What each scanner says of one server, brought to one form."""

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

TABLE = Path(__file__).parent.parent / "Sources/TLSWire/Registries/CipherSuiteTable.swift"
NAMES = {int(code, 16): name for code, name in re.findall(r"^ +([0-9A-F]{4}) (\w+)", TABLE.read_text(), re.M)}
IDS = {name: code for code, name in NAMES.items()}
VERSIONS = ("ssl3", "tls1.0", "tls1.1", "tls1.2", "tls1.3")
LIMIT_SECONDS = 600


@dataclass
class View:
    # Code points by version; a version that was looked for and is not there has an empty set.
    suites: "dict[str, set[int]]" = field(default_factory=dict)
    # True: vulnerable; what was not told is left out.
    attacks: "dict[str, bool]" = field(default_factory=dict)
    # Names that this scanner gave and the registry does not have.
    unread: "list[str]" = field(default_factory=list)

    def add(self, version: str, name: str) -> None:
        # Pre-IANA names, and those of OpenSSL's SSL_ times.
        code = IDS.get(name, IDS.get(name.replace("SSL_", "TLS_", 1)))
        if code is None:
            self.unread.append(name)
        else:
            self.suites[version].add(code)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    return done.stdout


def chancery(program: str, trust: Path, port: int) -> View:
    document = json.loads(run(
        program, "scan", "--format", "json", "--rate", "0", "--parallel", "0", "--trust-store", str(trust),
        f"localhost:{port}",
    ))  # fmt: skip
    (endpoint,) = document["endpoints"]
    view = View()
    for version in VERSIONS:
        protocol = endpoint["tls"]["protocols"][version]
        if protocol["offered"] is not None:
            view.suites[version] = {int(suite["id"], 16) for suite in protocol["suites"] or []}
    states = endpoint["tls"]["vulnerabilities"]
    told = {"safe": False, "vulnerable": True, "not_applicable": False}
    view.attacks = {name: told[state] for name, state in states.items() if state in told}
    return view


def sslyze(program: str, port: int, folder: Path) -> View:
    output = folder / f"sslyze-{port}.json"
    run(program, "--json_out", str(output), f"localhost:{port}")
    document = json.loads(output.read_text())
    results = document["server_scan_results"][0]["scan_result"] or {}
    view = View()
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
    return view


def sslscan(program: str, port: int, _: Path) -> View:
    text = run(program, "--xml=-", "--no-colour", "--show-cipher-ids", f"localhost:{port}")
    view = View()
    test = ElementTree.fromstring(text[text.index("<document") :]).find("ssltest")
    if test is None:
        return view
    names = {"SSLv3": "ssl3", "TLSv1.0": "tls1.0", "TLSv1.1": "tls1.1", "TLSv1.2": "tls1.2", "TLSv1.3": "tls1.3"}
    for protocol in test.iter("protocol"):
        name = ("SSLv" if protocol.get("type") == "ssl" else "TLSv") + protocol.get("version", "")
        if name in names:
            view.suites[names[name]] = set()
    for cipher in test.iter("cipher"):
        view.suites.setdefault(names[cipher.get("sslversion")], set()).add(int(cipher.get("id"), 16))
    bleeding = [each.get("vulnerable") == "1" for each in test.iter("heartbleed")]
    if bleeding:
        view.attacks["heartbleed"] = any(bleeding)
    if (compression := test.find("compression")) is not None:
        view.attacks["crime"] = compression.get("supported") == "1"
    return view


def nmap(program: str, port: int, _: Path) -> View:
    text = run(program, "-Pn", "-n", "-sT", "--script", "ssl-enum-ciphers", "-oX", "-", "-p", str(port), "127.0.0.1")
    view = View({version: set() for version in VERSIONS})
    names = {"SSLv3": "ssl3", "TLSv1.0": "tls1.0", "TLSv1.1": "tls1.1", "TLSv1.2": "tls1.2", "TLSv1.3": "tls1.3"}
    script = ElementTree.fromstring(text).find(".//script[@id='ssl-enum-ciphers']")
    for table in script if script is not None else ():
        for element in table.iterfind("table[@key='ciphers']/table/elem[@key='name']"):
            if version := names.get(table.get("key", "")):
                # nmap writes TLS 1.3's suites as it does the others.
                name = (element.text or "").replace("TLS_AKE_WITH_", "TLS_")
                view.add(version, name)
    return view


def testssl(program: str, port: int, folder: Path) -> View:
    output = folder / f"testssl-{port}.json"
    output.unlink(missing_ok=True)
    words = "--quiet --color 0 --warnings off -p -E -U --ip 127.0.0.1".split()
    run(program, *words, "--jsonfile", str(output), f"localhost:{port}")
    view = View()
    said = {entry["id"]: entry["finding"] for entry in json.loads(output.read_text())}
    names = {"SSLv3": "ssl3", "TLS1": "tls1.0", "TLS1_1": "tls1.1", "TLS1_2": "tls1.2", "TLS1_3": "tls1.3"}
    for name, version in names.items():
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
    ):  # fmt: skip
        if finding := said.get(key):
            safe = re.match(r"not vulnerable|no |not applicable|not supported|supported", finding)
            view.attacks[attack] = not safe
    return view

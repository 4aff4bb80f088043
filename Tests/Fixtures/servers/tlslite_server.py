# SPDX-License-Identifier: Apache-2.0
"""TLS by tlslite-ng on 127.0.0.1: SSL 3.0, RC4, NULL, anonymous and SRP suites included.

  tlslite_server.py PORT [NAME=VALUE …] [certificate=CHAIN,KEY]

NAME is a setting of tlslite's HandshakeSettings; values are lists joined by commas, of `3.0` to `3.4` for versions,
or yes and no.
anonymous=yes takes no certificate; srp=yes has one user besides. weakness=NAME plants a fault that the library has not:
robot closes on RSA blocks that are not well formed; zombie-poodle tells wrong padding from a wrong MAC; poodle-tls
looks at no padding but its length; heartbleed answers heartbeats that are too short.
"""

import socketserver
import sys

from tlslite import keyexchange, messages, recordlayer
from tlslite.api import HandshakeSettings, TLSConnection, VerifierDB, X509CertChain, parsePEMKey
from tlslite.errors import TLSDecryptionFailed, TLSError

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\npage\n"
settings = HandshakeSettings()
arguments: dict = {}


def plant_robot() -> None:
    sound = keyexchange.RSAKeyExchange.processClientKeyExchange

    def process(self, message):
        block = self.privateKey._raw_private_key_op_bytes(message.encryptedPreMasterSecret)
        if block[:2] != b"\x00\x02" or block[-49] != 0 or 0 in block[2:-49]:
            raise ConnectionAbortedError
        return sound(self, message)

    keyexchange.RSAKeyExchange.processClientKeyExchange = process


def plant_zombie_poodle() -> None:
    sound = recordlayer.ct_check_cbc_mac_and_pad

    def check(data, *rest):
        length = data[-1]
        if any(byte != length for byte in data[-length - 1 :]):
            raise TLSDecryptionFailed
        return sound(data, *rest)

    recordlayer.ct_check_cbc_mac_and_pad = check


def plant_poodle_tls() -> None:
    sound = recordlayer.ct_check_cbc_mac_and_pad

    def check(data, *rest):
        length = data[-1]
        return sound(data[: -length - 1] + bytearray([length] * (length + 1)), *rest)

    recordlayer.ct_check_cbc_mac_and_pad = check


def plant_heartbleed() -> None:
    """CVE-2014-0160 as published: the length that the request claims is believed."""

    def parse(self, parser):
        self.message_type = parser.get(1)
        claimed = parser.get(2)
        present = parser.getFixBytes(parser.getRemainingLength())
        self.payload = (present + bytearray(b"M" * claimed))[:claimed]
        self.padding = bytearray(16)
        return self

    messages.Heartbeat.parse = parse


WEAKNESSES = {
    "robot": plant_robot,
    "zombie-poodle": plant_zombie_poodle,
    "poodle-tls": plant_poodle_tls,
    "heartbleed": plant_heartbleed,
}


def configure(words: "list[str]") -> None:
    for word in words:
        name, _, value = word.partition("=")
        if name == "certificate":
            chain, key = value.split(",")
            arguments["certChain"] = X509CertChain()
            with open(chain) as file:
                arguments["certChain"].parsePemList(file.read())
            with open(key) as file:
                arguments["privateKey"] = parsePEMKey(file.read(), private=True)
        elif name == "anonymous":
            arguments["anon"] = True
        elif name == "srp":
            arguments["verifierDB"] = VerifierDB()
            arguments["verifierDB"].create()
            arguments["verifierDB"]["user"] = VerifierDB.makeVerifier("user", "password", 2048)
        elif name == "weakness":
            WEAKNESSES[value]()
        elif name in ("minVersion", "maxVersion"):
            setattr(settings, name, tuple(int(part) for part in value.split(".")))
        elif value in ("yes", "no"):
            setattr(settings, name, value == "yes")
        elif hasattr(settings, name):
            setattr(settings, name, value.split(","))
        else:
            sys.exit(__doc__)


class Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.settimeout(10)
        connection = TLSConnection(self.request)
        try:
            connection.handshakeServer(settings=settings, **arguments)
            if connection.read(min=1, max=4096):
                connection.write(PAGE)
                connection.close()
        except (OSError, TLSError):
            pass  # A scanner ends most dialogues early.


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


configure(sys.argv[2:])
with Server(("127.0.0.1", int(sys.argv[1])), Handler) as server:
    server.serve_forever()

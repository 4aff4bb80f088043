# SPDX-License-Identifier: Apache-2.0
"""TLS by tlslite-ng on 127.0.0.1: SSL 3.0, RC4, NULL, anonymous and SRP suites included.

  tlslite_server.py PORT [NAME=VALUE …] [certificate=CHAIN,KEY]

NAME is a setting of tlslite's HandshakeSettings; values are lists joined by commas, of `3.0` to `3.4` for versions.
anonymous=yes takes no certificate; srp=yes has one user besides.
"""

import socketserver
import sys

from tlslite.api import HandshakeSettings, TLSConnection, VerifierDB, X509CertChain, parsePEMKey
from tlslite.errors import TLSError

settings = HandshakeSettings()
arguments: dict = {}


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
        elif name in ("minVersion", "maxVersion"):
            setattr(settings, name, tuple(int(part) for part in value.split(".")))
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
            connection.read(min=1, max=1)
        except (OSError, TLSError):
            pass  # A scanner ends most dialogues early.


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


configure(sys.argv[2:])
with Server(("127.0.0.1", int(sys.argv[1])), Handler) as server:
    server.serve_forever()

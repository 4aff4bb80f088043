# SPDX-License-Identifier: Apache-2.0
"""TLS by Python's standard library on 127.0.0.1, with one page.

  python_ssl.py PORT [ciphers=LIST] [oldest=TLSv1|…] [curve=NAME] certificate=CHAIN,KEY …
"""

import contextlib
import socket
import socketserver
import ssl
import sys

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\npage\n"
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)


def configure(words: "list[str]") -> None:
    for word in words:
        name, _, value = word.partition("=")
        if name == "certificate":
            context.load_cert_chain(*value.split(","))
        elif name == "ciphers":
            context.set_ciphers(value)
        elif name == "oldest":
            context.minimum_version = ssl.TLSVersion[value]
        elif name == "curve":
            context.set_ecdh_curve(value)
        else:
            sys.exit(__doc__)


class Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.settimeout(10)
        with contextlib.suppress(OSError):
            # A scanner ends most dialogues early.
            with context.wrap_socket(self.request, server_side=True) as connection:
                if connection.recv(4096):
                    connection.sendall(PAGE)
                    connection.shutdown(socket.SHUT_WR)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


configure(sys.argv[2:])
with Server(("127.0.0.1", int(sys.argv[1])), Handler) as server:
    server.serve_forever()

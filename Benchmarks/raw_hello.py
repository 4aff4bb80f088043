# SPDX-License-Identifier: Apache-2.0
"""One ClientHello with one suite, and the first bytes of what comes back: they decide where scanners disagree.

Where a service begins in plain text, the shortest way to TLS goes first.
"""

import os
import socket
import struct

CODES = {"ssl3": 0x0300, "tls1.0": 0x0301, "tls1.1": 0x0302, "tls1.2": 0x0303, "tls1.3": 0x0304}
GROUPS = [29, 23, 24, 25, 30, 26, 27, 28, 22, 21, 19, 14, 13, 256, 257]
SCHEMES = [0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0202, 0x0402]
REPLY_SECONDS = 3
# What is said, and how the last line of the answer begins; the first is the server's greeting.
LINES = {
    "smtp": [("", "220 "), ("EHLO localhost", "250 "), ("STARTTLS", "220 ")],
    "lmtp": [("", "220 "), ("LHLO localhost", "250 "), ("STARTTLS", "220 ")],
    "imap": [("", "* OK"), ("a STARTTLS", "a OK")],
    "pop3": [("", "+OK"), ("STLS", "+OK")],
    "ftp": [("", "220 "), ("AUTH TLS", "234")],
    "sieve": [("", "OK"), ("STARTTLS", "OK")],
}
LINES["submission"] = LINES["smtp"]
# Of the extended operation of RFC 4511 §4.14, and of PostgreSQL's SSLRequest.
BYTES = {
    "ldap": (b"\x30\x1d\x02\x01\x01\x77\x18\x80\x16" + b"1.3.6.1.4.1.1466.20037", b"\x0a\x01\x00"),
    "postgresql": (b"\x00\x00\x00\x08\x04\xd2\x16\x2f", b"S"),
}
SERVICES = {"https", *LINES, *BYTES}


def decide(service: str, port: int, version: str, suite: int) -> "tuple[bool | None, str]":
    """Whether the server takes the suite at the version, and the bytes that say so; None where they do not."""
    reply = ask(service, port, hello(version, suite))
    if reply is None:
        return None, "no way to TLS"
    head = reply[:6]
    if len(head) == 6 and head[0] == 22 and head[5] == 2:
        body = reply[9:]
        session = body[34]
        chosen = int.from_bytes(body[35 + session : 37 + session], "big")
        answered = int.from_bytes(body[:2], "big")
        if version == "tls1.3" and b"\x00\x2b\x00\x02\x03\x04" in body:
            answered = CODES["tls1.3"]
        shown = f"{reply[:11].hex()}… suite {chosen:04X}"
        return answered == CODES[version] and chosen == suite, shown
    if len(reply) >= 7 and reply[0] == 21:
        return False, reply[:7].hex()
    return (False, "closed without a byte") if not reply else (None, reply[:16].hex())


def hello(version: str, suite: int) -> bytes:
    code = CODES[version]
    session = os.urandom(32) if version == "tls1.3" else b""
    body = struct.pack(">H", min(code, 0x0303)) + os.urandom(32) + bytes([len(session)]) + session
    body += struct.pack(">HHH", 4, suite, 0x00FF) + b"\x01\x00"
    if version != "ssl3":
        extensions = extension(10, words(GROUPS)) + extension(11, b"\x01\x00")
        name = b"localhost"
        extensions += extension(0, struct.pack(">HBH", len(name) + 3, 0, len(name)) + name)
        if code >= 0x0303:
            extensions += extension(13, words(SCHEMES))
        if version == "tls1.3":
            extensions += extension(43, b"\x02\x03\x04") + extension(51, b"\x00\x00") + extension(45, b"\x01\x01")
        body += struct.pack(">H", len(extensions)) + extensions
    message = b"\x01" + struct.pack(">I", len(body))[1:] + body
    return b"\x16" + struct.pack(">HH", min(code, 0x0301), len(message)) + message


def extension(kind: int, data: bytes) -> bytes:
    return struct.pack(">HH", kind, len(data)) + data


def words(values: "list[int]") -> bytes:
    return struct.pack(">H", 2 * len(values)) + b"".join(struct.pack(">H", value) for value in values)


def upgrade(service: str, server: socket.socket) -> bool:
    """Goes on to TLS; whether the server agreed."""
    if service in BYTES:
        said, agreed = BYTES[service]
        server.sendall(said)
        return agreed in server.recv(4096)
    lines = server.makefile("rb", buffering=0)  # Nothing beyond the line may be taken off.
    for said, agreed in LINES.get(service, ()):
        if said:
            server.sendall(said.encode() + b"\r\n")
        for line in iter(lines.readline, b""):
            if line.startswith(agreed.encode()):
                break
            if line[:1] in b"45-" or line[:2] in (b"NO", b"a "):
                return False
        else:
            return False
    return True


def ask(service: str, port: int, data: bytes) -> "bytes | None":
    """The first bytes of the answer; None where the server did not go on to TLS."""
    reply = b""
    open_to_tls = False
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=REPLY_SECONDS) as server:
            open_to_tls = upgrade(service, server)
            if not open_to_tls:
                return None
            server.sendall(data)
            while len(reply) < 200:
                part = server.recv(4096)
                if not part:
                    break
                reply += part
                if reply[0] == 21 and len(reply) >= 7:
                    break
    except OSError:
        pass
    return reply if open_to_tls else None

# SPDX-License-Identifier: Apache-2.0
"""Two network namespaces joined by a link that holds every packet for a while; needs root.

netem is not in every kernel, and a TCP proxy would not delay the handshake of TCP: here each side has a TUN device,
and a process of ours carries the packets from one to the other, late.
"""

import ctypes
import fcntl
import heapq
import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

CLIENT, SERVER = "10.231.0.1", "10.231.0.2"
# A network of its own for servers with many addresses.
CROWD = "10.231.128.0/17"
TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 0x0001, 0x1000, 0x40000000
SETTLING_SECONDS = 10


class DelayingLink:
    """While the context is open, `client` and `server` are prefixes of commands that run on either side."""

    def __init__(self, round_trip: float):
        self._one_way = round_trip / 2
        self._processes: "list[subprocess.Popen]" = []

    @staticmethod
    def hindrance() -> "str | None":
        """Why there can be no such link here; None where there can."""
        if os.geteuid() != 0:
            return "not root"
        if not Path("/dev/net/tun").exists():
            return "no /dev/net/tun"
        allowed = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
        return None if allowed.returncode == 0 else "no network namespace can be made"

    def __enter__(self) -> "DelayingLink":
        holders = [self._start("unshare", "--net", "sleep", "infinity") for _ in range(2)]
        self._wait(lambda: all(self._namespace(holder.pid) != self._namespace(os.getpid()) for holder in holders))
        self.client, self.server = (
            ["nsenter", f"--net=/proc/{holder.pid}/ns/net", "--"] for holder in holders
        )
        self._start(sys.executable, __file__, str(self._one_way), *(str(holder.pid) for holder in holders))
        self._wait(lambda: self._reaches())
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()

    def round_trip(self) -> float:
        """As a TCP connection to a closed port measures it, seconds."""
        script = (
            "import socket, time\nbegan = time.monotonic()\n"
            f"socket.socket().connect_ex(('{SERVER}', 9))\nprint(time.monotonic() - began)"
        )
        command = [*self.client, sys.executable, "-c", script]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    def _reaches(self) -> bool:
        command = [*self.client, "ip", "-br", "link", "show", "bench"]
        up = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        return "LOWER_UP" in up and self.round_trip() < 10 * self._one_way + 1

    def _start(self, *command: str) -> subprocess.Popen:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._processes.append(process)
        return process

    @staticmethod
    def _namespace(pid: int) -> str:
        return os.readlink(f"/proc/{pid}/ns/net")

    @staticmethod
    def _wait(condition) -> None:
        limit = time.monotonic() + SETTLING_SECONDS
        while not condition():
            if time.monotonic() > limit:
                raise RuntimeError("the delaying link does not come up")
            time.sleep(0.02)


def relay(one_way: float, client: int, server: int) -> None:
    """Carries packets between the two namespaces until it is ended."""
    ends = [
        tunnel(client, f"{CLIENT}/30", [f"route add {CROWD} via {SERVER}"]),
        tunnel(server, f"{SERVER}/30", [f"route add local {CROWD} dev lo"]),
    ]
    # By time of arrival at the other end, then by order.
    waiting: "list[tuple[float, int, int, bytes]]" = []
    number = 0
    while True:
        patience = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for end in select.select(ends, [], [], patience)[0]:
            other = ends[1 - ends.index(end)]
            due = time.monotonic() + one_way
            for packet in packets(end):
                number += 1
                heapq.heappush(waiting, (due, number, other, packet))
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, other, packet = heapq.heappop(waiting)
            os.write(other, packet)


def packets(end: int):
    """All that are there."""
    while True:
        try:
            yield os.read(end, 65536)
        except BlockingIOError:
            return


def tunnel(pid: int, address: str, routes: "list[str]") -> int:
    """A TUN device in the namespace of a process, with an address; this process moves there for the while."""
    library = ctypes.CDLL(None, use_errno=True)
    with open(f"/proc/{pid}/ns/net") as namespace:
        if library.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", b"bench", IFF_TUN | IFF_NO_PI))
    for words in (f"addr add {address} dev bench", "link set bench up txqueuelen 10000", "link set lo up", *routes):
        subprocess.run(["ip", *words.split()], check=True)
    return device


if __name__ == "__main__":
    relay(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

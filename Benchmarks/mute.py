# SPDX-License-Identifier: Apache-2.0
"""A server that says nothing."""

import socket
import threading
import time


class Mute:
    """Takes every connection at every loopback address, holds it for some seconds, and says nothing."""

    def __init__(self, seconds: float):
        self._seconds = seconds

    def __enter__(self) -> "Mute":
        self._socket = socket.create_server(("0.0.0.0", 0), backlog=4096)
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _accept(self) -> None:
        held: "list[tuple[float, socket.socket]]" = []
        while True:
            try:
                held.append((time.monotonic(), self._socket.accept()[0]))
            except OSError:
                return
            while held[0][0] < time.monotonic() - self._seconds:
                held.pop(0)[1].close()

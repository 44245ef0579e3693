"""A network that can be slow or cut: a proxy on the loopback in front of a server."""

import socket
import threading
import time


class Proxy:
    """Forwards connections to a port, each piece after so many seconds. While it is cut nothing comes through, and nobody is told."""

    def __init__(self, port, pause=0):
        self.to, self.pause = port, pause
        self.open = threading.Event()
        self.open.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        self.open.clear()

    def mend(self):
        self.open.set()

    def _accept(self):
        while True:
            near, _ = self.listener.accept()
            threading.Thread(target=self._join, args=(near,), daemon=True).start()

    def _join(self, near):
        self.open.wait()
        try:
            far = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            near.close()
            return
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=self._forward, args=(source, target), daemon=True).start()

    def _forward(self, source, target):
        try:
            while data := source.recv(1 << 16):
                self.open.wait()
                time.sleep(self.pause)
                target.sendall(data)
        except OSError:
            pass  # One side has ended.
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # The other direction was first.

"""A dashboard in a pseudo-terminal: its keys, and the text on its screen."""

import fcntl
import os
import pty
import signal
import struct
import termios
import threading
import time
from pathlib import Path

import pyte

SIZE = (50, 200)
# Nothing takes longer here, unless it hangs.
PATIENCE = 120


class Wrong(Exception):
    """What was expected, and what is there instead."""


def wait(what, seen, seconds=PATIENCE):
    """Waits until `seen` gives something, and returns it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := seen():
            return found
        time.sleep(0.02)
    raise Wrong(f"not within {seconds} s: {what}")


class Dashboard:
    """segscope with these arguments. It ends with the `with` block."""

    def __init__(self, program, arguments, folder):
        state = Path(folder) / "state"
        (state / "segscope").mkdir(parents=True, exist_ok=True)
        # It was started before: it has no welcome.
        (state / "segscope" / "started").touch()
        self.screen = pyte.Screen(SIZE[1], SIZE[0])
        self.stream = pyte.ByteStream(self.screen)
        self.lock = threading.Lock()
        self.status = None
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.environ |= {"TERM": "xterm-256color", "XDG_STATE_HOME": str(state), "XDG_CONFIG_HOME": "/nonexistent"}
            os.environ.pop("NO_COLOR", None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            os.execv(program, [program, *arguments])
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while data := os.read(self.terminal, 1 << 16):
                with self.lock:
                    self.stream.feed(data)
        except OSError:
            pass  # It has ended.

    def text(self):
        with self.lock:
            return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def sees(self, *words, seconds=PATIENCE):
        """Waits until all these words are on the screen; returns the seconds."""
        start = time.monotonic()
        try:
            wait(f"{words} on the screen", lambda: all(word in self.text() for word in words), seconds)
        except Wrong as wrong:
            raise Wrong(f"{wrong}\n{self.text()}") from None
        return time.monotonic() - start

    def answers(self):
        """The seconds until a key is answered: the fewest of some, as the machine may be busy."""
        seconds = []
        for key, word in (("2", "Claims and burns"), ("1", "Customers by city")) * 2:
            if word in self.text():
                raise Wrong(f"{word} is on the screen before {key} is pressed\n{self.text()}")
            self.press(key)
            seconds.append(self.sees(word, seconds=5))
        return min(seconds)

    def answers_as_fast_as(self, before):
        """Keys are answered in 200 ms; on a machine that is too busy for that, not much later than before."""
        now = self.answers()
        if now > max(0.2, 3 * before):
            raise Wrong(f"keys were answered after {before:.2f} s before, and after {now:.2f} s now")

    def quits(self):
        """`q` ends it soon, without an error."""
        self.press("q")
        wait("the end after q", self._has_ended, 5)
        if self.status != 0:
            raise Wrong(f"it ended with {self.status}\n{self.text()}")

    def _has_ended(self):
        process, status = os.waitpid(self.process, os.WNOHANG)
        if process:
            self.status = os.waitstatus_to_exitcode(status)
        return process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.terminal)

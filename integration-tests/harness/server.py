"""Starts the real server and the sample's functions on free ports of the loopback interface, and stops exactly what it started."""
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SFN_EMULATOR", ROOT / "build/release/sfn-emulator"))
START_SECONDS = 20


def free_port():
    """A port for what must know it before it listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A child process whose standard output says, in one line, where it listens."""

    def __init__(self, command, ready, env=None, cwd=None):
        self.log = []
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})}, cwd=cwd, text=True, bufsize=1)
        self.match = self._wait_for(re.compile(ready))

    def _wait_for(self, pattern):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not select.select([self.process.stdout], [], [], 0.1)[0]:
                if self.process.poll() is not None:
                    break
                continue
            line = self.process.stdout.readline()
            if not line:
                break
            self.log.append(line)
            if found := pattern.search(line):
                return found
        self.kill()
        raise RuntimeError(f"did not start: {''.join(self.log)}")

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self._reap()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self._reap()

    def _reap(self):
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        return code


class Server(Process):
    """The server under test; `options` are command line options."""

    def __init__(self, *options, env=None, cwd=None):
        super().__init__([BINARY, "--port", "0", *options], r"Starting server on port (\d+)",
                         env=env, cwd=cwd)
        self.port = int(self.match[1])
        self.endpoint = f"http://127.0.0.1:{self.port}"


class Functions(Process):
    """The host that serves every handler of a folder by the Lambda Invoke API."""

    def __init__(self, folder=ROOT / "samples/registration/functions"):
        host = ROOT / "samples/host/lambda-host.mjs"
        super().__init__(["node", host, "--port", "0", "--functions", folder], r"(http://127\.0\.0\.1:\d+)")
        self.endpoint = self.match[1]

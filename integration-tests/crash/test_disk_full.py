"""A full disk: what cannot be stored is answered with an error, what was acknowledged stays, and the server goes on without a
restart once there is room. The disk is full by a limit on the size of files, and, where this user may mount one, by a small tmpfs."""
import json
import os
import pathlib
import resource
import subprocess
import tempfile
import time
import unittest

from harness import sample
from harness.client import ApiError, Client, history_faults
from harness.server import Server

ECHO = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
SLEEPER = json.dumps({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "P"}, "P": {"Type": "Pass", "End": True}}})
INPUT = json.dumps({"filler": "x" * 100_000})
ROOM_BYTES = 1_000_000
ATTEMPTS = 100  # ten times what the room holds


class DiskFull(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start_server(self, data):
        server = Server("--data-dir", data, "--log-level", "off")
        self.addCleanup(server.kill)
        return server, Client(server.endpoint)

    def machine(self, client, name, definition):
        return client.call("CreateStateMachine", name=name, roleArn=sample.ROLE, definition=definition)["stateMachineArn"]

    def fill(self, client, machine):
        """Starts executions until there is no room; the names that were acknowledged and those that were refused."""
        acknowledged, refused = {}, []
        for number in range(ATTEMPTS):
            try:
                name = f"e{number}"
                acknowledged[name] = client.call("StartExecution", stateMachineArn=machine, name=name, input=INPUT)["executionArn"]
            except ApiError as error:
                self.assertEqual((500, "InternalFailure"), (error.status, error.code))
                refused.append(name)
                if len(refused) == 5:
                    break
        self.assertEqual(5, len(refused), "the disk was never full")
        self.assertTrue(acknowledged, "the disk was full from the beginning")
        return acknowledged, refused

    def check(self, data, make_full, make_room):
        server, client = self.start_server(data)
        echo = self.machine(client, "echo", ECHO)
        sleeper = client.call("StartExecution", stateMachineArn=self.machine(client, "sleeper", SLEEPER))["executionArn"]
        make_full(server)
        acknowledged, refused = self.fill(client, echo)
        time.sleep(1.2)  # the sleeper's timer fires into the full disk
        listed = client.call("ListExecutions", stateMachineArn=echo, maxResults=1000)["executions"]
        self.assertEqual(sorted(acknowledged), sorted(execution["name"] for execution in listed))
        make_room(server)
        self.check_ends(client, sleeper, "{}")
        last = client.call("StartExecution", stateMachineArn=echo, name="last", input=INPUT)["executionArn"]
        for execution in [*acknowledged.values(), last]:
            self.check_ends(client, execution, INPUT)
        server.kill()
        _, client = self.start_server(data)
        kept = client.call("ListExecutions", stateMachineArn=echo, maxResults=1000)["executions"]
        self.assertEqual(sorted([*acknowledged, "last"]), sorted(execution["name"] for execution in kept))
        self.assertFalse(set(refused) & {execution["name"] for execution in kept})

    def check_ends(self, client, execution, output):
        described = client.wait(execution, 20)
        self.assertEqual(("SUCCEEDED", output), (described["status"], described.get("output")))
        self.assertEqual([], history_faults(client.events(execution)))

    def test_files_may_not_grow(self):
        data = self.folder / "data"

        def make_full(server):
            largest = max(path.stat().st_size for path in data.iterdir())
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (largest + ROOM_BYTES, resource.RLIM_INFINITY))

        def make_room(server):
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        self.check(data, make_full, make_room)

    def test_file_system_is_full(self):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "sfn-test", self.folder], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.folder], check=True)
        filler = self.folder / "filler"

        def make_full(_server):
            status = os.statvfs(self.folder)
            filler.write_bytes(bytes(status.f_bavail * status.f_frsize - ROOM_BYTES))

        self.check(self.folder / "data", make_full, lambda _server: filler.unlink())


if __name__ == "__main__":
    unittest.main()

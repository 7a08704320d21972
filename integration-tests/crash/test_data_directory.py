"""What a data directory promises: one server at a time, and a stopped or killed server's work goes on with the next one."""
import json
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

from harness import sample
from harness.client import Client, history_faults
from harness.lambda_host import LambdaHost
from harness.server import BINARY, Server

STOP_SECONDS = 2.5


def waiting(seconds):
    return json.dumps({"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": seconds, "End": True}}})


class DataDirectory(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name) / "data"

    def server(self, *options):
        server = Server("--data-dir", self.data, "--log-level", "error", *options)
        self.addCleanup(server.kill)
        return server, Client(server.endpoint)

    def start(self, client, definition, text="{}"):
        machine = client.call("CreateStateMachine", name="m", roleArn=sample.ROLE, definition=definition)
        return client.call("StartExecution", stateMachineArn=machine["stateMachineArn"], input=text)["executionArn"]

    def check_succeeded(self, client, execution, output):
        described = client.wait(execution, 30)
        self.assertEqual(("SUCCEEDED", output), (described["status"], described.get("output")))
        events = client.events(execution)
        self.assertEqual([], history_faults(events))
        return events

    def test_a_second_server_on_the_same_directory_is_refused_by_name(self):
        first, client = self.server()
        second = subprocess.run([BINARY, "--port", "0", "--data-dir", self.data], capture_output=True, text=True, timeout=10)
        self.assertNotEqual(0, second.returncode)
        self.assertIn(f"the data directory {self.data} is in use by another server (process {first.process.pid})", second.stderr)
        self.assertEqual(1, len(second.stderr.splitlines()))
        self.check_succeeded(client, self.start(client, waiting(0)), "{}")  # the first is unharmed

    def test_a_directory_is_free_again_after_its_server_was_killed(self):
        first, _ = self.server()
        first.kill()
        _, client = self.server()
        self.check_succeeded(client, self.start(client, waiting(0)), "{}")

    def test_sigterm_ends_the_server_in_time_and_its_executions_go_on_with_the_next(self):
        first, client = self.server()
        execution = self.start(client, waiting(2), '{"kept": [1, 2.50]}')
        before = client.events(execution)
        asked = time.monotonic()
        self.assertEqual(0, first.stop())
        self.assertLess(time.monotonic() - asked, STOP_SECONDS)
        _, client = self.server()
        self.assertEqual(before, client.events(execution))
        events = self.check_succeeded(client, execution, '{"kept": [1, 2.50]}')
        self.assertGreaterEqual(events[2]["timestamp"] - events[1]["timestamp"], 2)

    def test_sigterm_while_a_function_runs_calls_it_again_with_the_next_server(self):
        slow_until = time.time() + 1.5

        def function(_name, event):
            time.sleep(max(0, slow_until - time.time()))
            return event

        functions = LambdaHost(function)
        self.addCleanup(functions.close)
        first, client = self.server("--lambda-endpoint", functions.endpoint)
        execution = self.start(client, json.dumps({"StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": True}}}), '{"n":1}')
        while client.events(execution)[-1]["type"] != "LambdaFunctionStarted":
            time.sleep(0.01)
        self.assertEqual(0, first.stop())
        _, client = self.server("--lambda-endpoint", functions.endpoint)
        events = self.check_succeeded(client, execution, '{"n":1}')
        self.assertEqual(1, sum(event["type"] == "LambdaFunctionStarted" for event in events))

    def test_a_second_sigterm_ends_the_server_at_once(self):
        server, _ = self.server()
        for _ in range(2):
            server.process.send_signal(signal.SIGTERM)
        self.assertIn(server.process.wait(STOP_SECONDS), (0, 128 + signal.SIGTERM))

    def test_a_wait_that_falls_due_while_no_server_runs_ends_at_once_with_the_next(self):
        first, client = self.server()
        execution = self.start(client, waiting(1))
        first.kill()
        time.sleep(1.2)
        _, client = self.server()
        started = time.monotonic()
        self.check_succeeded(client, execution, "{}")
        self.assertLess(time.monotonic() - started, 0.7)


if __name__ == "__main__":
    unittest.main()

"""The command line of the real binary: what it prints, what it returns, and how it goes."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from harness.client import Client
from harness.lambda_host import LambdaHost
from harness.server import BINARY, Server

ROLE = "arn:aws:iam::123456789012:role/role"
PASS = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
TASK = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": True}}}


def run(*arguments, env=None, cwd=None):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=30, cwd=cwd,
                          env={**os.environ, **(env or {})}, check=False)


class CommandLine(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text)
        return name

    def test_the_port_is_printed_once_it_is_open(self):
        server = Server("--in-memory")
        self.addCleanup(server.stop)
        self.assertEqual(server.log, [f"Starting server on port {server.port}\n"])
        socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
        # Nobody else reaches it: it listens on the loopback interface only.
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.2", server.port), timeout=5)

    def test_a_bad_option_is_one_line_and_status_2_and_touches_nothing(self):
        for arguments, word in ((["--port", "x"], "--port"), (["--nonsense"], "--nonsense"), (["--region", "A B"], "--region"),
                                (["--function-endpoint", "f"], "NAME=URL"), (["--config", "nowhere.toml"], "nowhere.toml")):
            with self.subTest(arguments):
                finished = run(*arguments, cwd=self.folder)
                self.assertEqual((finished.returncode, finished.stdout), (2, ""))
                self.assertEqual(finished.stderr.count("\n"), 1, finished.stderr)
                self.assertIn(word, finished.stderr)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_bad_variable_is_one_line_and_status_2(self):
        finished = run(cwd=self.folder, env={"SFN_PORT": "eighty"})
        self.assertEqual((finished.returncode, finished.stdout), (2, ""))
        self.assertIn("SFN_PORT", finished.stderr)

    def test_a_port_that_somebody_has_is_one_line_and_status_2(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            finished = run("--in-memory", "--port", port)
        self.assertEqual((finished.returncode, finished.stdout), (2, ""))
        self.assertEqual(finished.stderr, f"sfn-emulator: cannot listen on 127.0.0.1:{port}: Address already in use\n")

    def test_help_and_version(self):
        finished = run("--help")
        self.assertEqual((finished.returncode, finished.stderr), (0, ""))
        self.assertIn("--lambda-endpoint", finished.stdout)
        finished = run("--version")
        self.assertEqual(finished.returncode, 0)
        self.assertRegex(finished.stdout, r"^sfn-emulator \d+\.\d+\.\d+\n$")

    def test_variables_and_a_file_are_obeyed(self):
        name = self.write("config.toml", 'region = "eu-west-3"\naccount = "111111111111"\n')
        server = Server("--in-memory", "--config", self.folder / name, env={"AWS_ACCOUNT_ID": "222222222222"})
        self.addCleanup(server.stop)
        client = Client(server.endpoint)
        client.authorization = ""
        arn = client.call("CreateStateMachine", name="m", definition=json.dumps(PASS), roleArn=ROLE)["stateMachineArn"]
        self.assertEqual(arn, "arn:aws:states:eu-west-3:222222222222:stateMachine:m")

    def test_validate_is_silent_about_what_is_right(self):
        self.write("good.json", json.dumps(PASS))
        finished = run("validate", "good.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stdout, finished.stderr), (0, "", ""))

    def test_validate_prints_each_error_with_its_place(self):
        self.write("good.json", json.dumps(PASS))
        self.write("bad.json", '{\n  "StartAt": "A",\n  "States": {\n    "A": { "Type": "Pass", "Next": "Nowhere" }\n  }\n}\n')
        finished = run("validate", "good.json", "bad.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stderr), (1, ""))
        first = finished.stdout.splitlines()[0]
        self.assertRegex(first, r"^bad\.json:4:\d+: error: [A-Z_]+: .* at /States/A/Next$")

    def test_validate_prints_warnings_and_is_content_with_them(self):
        self.write("warned.json", json.dumps({"StartAt": "P", "States": {"P": {
            "Type": "Pass", "Parameters": {"a": "$.b"}, "End": True}}}))
        finished = run("validate", "warned.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stderr), (0, ""))
        self.assertRegex(finished.stdout, r"^warned\.json:1:\d+: warning: NO_DOLLAR: .* at /States/P/Parameters\n$")

    def test_validate_answers_as_aws_does_for_each_file(self):
        self.write("good.json", json.dumps(PASS))
        self.write("bad.json", "{}")
        finished = run("validate", "--json", "good.json", "bad.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stderr), (1, ""))
        self.assertEqual([json.loads(line) for line in finished.stdout.splitlines()], [
            {"result": "OK", "diagnostics": [], "truncated": False},
            {"result": "FAIL", "truncated": False, "diagnostics": [
                {"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED",
                 "message": "These fields are required: [States, StartAt]", "location": "/"}]}])

    def test_validate_says_where_a_text_stops_being_json(self):
        self.write("broken.json", '{\n  "StartAt": "A",\n  "States": {]\n}\n')
        finished = run("validate", "broken.json", cwd=self.folder)
        self.assertEqual(finished.returncode, 1)
        self.assertRegex(finished.stdout, r"^broken\.json:3:\d+: error: ")

    def test_validate_a_file_that_cannot_be_read(self):
        for name in ("nowhere.json", "."):
            with self.subTest(name):
                finished = run("validate", name, cwd=self.folder)
                self.assertEqual((finished.returncode, finished.stdout), (2, ""))
                self.assertEqual(finished.stderr, f"sfn-emulator: '{name}' cannot be read\n")

    def test_eval_prints_a_result_or_the_error(self):
        self.write("input.json", json.dumps({"items": [1, {"a": "ü"}]}))
        finished = run("eval", "$.items[1]", "--input", "input.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stdout, finished.stderr), (0, '{"a":"ü"}\n', ""))
        finished = run("eval", '["x"]')
        self.assertEqual((finished.returncode, finished.stdout, finished.stderr), (0, '["x"]\n', ""))
        finished = run("eval", "$.missing", "--input", "input.json", cwd=self.folder)
        self.assertEqual((finished.returncode, finished.stdout), (1, ""))
        self.assertEqual(finished.stderr, "States.Runtime: Invalid path '$.missing' : No results for path: $['missing']\n")

    def test_eval_answers_each_line_of_a_batch_before_the_next_one_comes(self):
        with subprocess.Popen([BINARY, "eval", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            for number in range(3):
                process.stdin.write(json.dumps({"expr": "$.n", "input": {"n": number}}) + "\n")
                process.stdin.flush()
                self.assertEqual(process.stdout.readline(), json.dumps({"result": number}, separators=(",", ":")) + "\n")
            process.stdin.close()
            self.assertEqual(process.wait(10), 0)

    def test_health_of_a_server_and_of_none(self):
        server = Server("--in-memory")
        finished = run("health", "--port", str(server.port))
        self.assertEqual(finished.returncode, 0, finished.stderr)
        self.assertEqual(json.loads(finished.stdout)["status"], "ok")
        server.stop()
        finished = run("health", "--port", str(server.port))
        self.assertEqual((finished.returncode, finished.stdout), (1, ""))
        self.assertEqual(finished.stderr.count("\n"), 1)


class Stopping(unittest.TestCase):
    def test_a_stopped_server_answers_what_it_has_begun_and_ends_with_0(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                server = Server("--in-memory")
                Client(server.endpoint).call("ListStateMachines")
                began = time.monotonic()
                server.process.send_signal(number)
                self.assertEqual(server.process.wait(10), 0)
                self.assertLess(time.monotonic() - began, 2.5)
                server.process.stdout.close()

    def test_a_call_that_never_ends_does_not_hold_a_stop_up(self):
        release = threading.Event()
        called = threading.Event()

        def function(_name, _event):
            called.set()
            release.wait(60)

        functions = LambdaHost(function)
        self.addCleanup(functions.close)
        self.addCleanup(release.set)
        server = Server("--in-memory", "--lambda-endpoint", functions.endpoint)
        client = Client(server.endpoint)
        machine = client.call("CreateStateMachine", name="m", definition=json.dumps(TASK), roleArn=ROLE)["stateMachineArn"]
        client.call("StartExecution", stateMachineArn=machine)
        self.assertTrue(called.wait(20))
        began = time.monotonic()
        self.assertEqual(server.stop(), 0)
        self.assertLess(time.monotonic() - began, 2.5)

    def test_a_half_sent_request_does_not_hold_a_stop_up_and_a_second_signal_ends_at_once(self):
        server = Server("--in-memory")
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf")
            time.sleep(0.2)  # until it is surely read
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.1)  # until the first signal is surely taken: pending signals of one kind merge
            server.process.send_signal(signal.SIGTERM)
            self.assertEqual(server.process.wait(10), 128 + signal.SIGTERM)
        server.process.stdout.close()


if __name__ == "__main__":
    unittest.main()

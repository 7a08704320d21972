"""The AWS CLI and SDKs, unchanged, against the real server: each drives the sample from its creation to its end.

A missing tool fails where CI says so (CI=true) and is a visible skip elsewhere.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

from harness import sample
from harness.server import ROOT, Functions, Server

HERE = pathlib.Path(__file__).resolve().parent
JAVASCRIPT_SDK = "@aws-sdk/client-sfn@3.682.0"
JAVASCRIPT_FOLDER = ROOT / "build/sdk-javascript"
DEFINITION_FILE, INPUT_FILE = sample.FOLDER / "state-machine.json", sample.FOLDER / "input.json"
JSONATA_FILE = sample.FOLDER / "state-machine-jsonata.json"
SECONDS = 120


def output_of(command, **options):
    """What a command prints, or None if it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, **options)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


class Sdk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.functions = Functions()
        cls.addClassCleanup(cls.functions.kill)
        cls.server = Server("--in-memory", "--lambda-endpoint", cls.functions.endpoint)
        cls.addClassCleanup(cls.server.kill)

    def need(self, tool, what):
        if tool is not None:
            return tool
        if os.environ.get("CI") == "true":
            self.fail(f"{what} is missing")
        self.skipTest(f"{what} is missing")

    def run_calls(self, *command):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=SECONDS)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def python(self):
        pythons = [python for python in (sys.executable, "/usr/bin/python3") if output_of([python, "-c", "import boto3"]) is not None]
        return self.need(pythons[0] if pythons else None, "boto3 (package python3-boto3)")

    def test_boto3(self):
        self.run_calls(self.python(), HERE / "boto3_calls.py", self.server.endpoint, DEFINITION_FILE, INPUT_FILE)

    def test_boto3_with_the_sample_in_jsonata(self):
        self.run_calls(self.python(), HERE / "boto3_jsonata.py", self.server.endpoint, JSONATA_FILE, INPUT_FILE)

    def test_javascript(self):
        node, npm = self.need(shutil.which("node"), "node"), self.need(shutil.which("npm"), "npm")
        installed = JAVASCRIPT_FOLDER / "node_modules/@aws-sdk/client-sfn/package.json"
        version = JAVASCRIPT_SDK.rpartition("@")[2]
        if not installed.exists() or json.loads(installed.read_text())["version"] != version:
            JAVASCRIPT_FOLDER.mkdir(parents=True, exist_ok=True)
            (JAVASCRIPT_FOLDER / "package.json").write_text('{"private": true}\n')
            got = output_of([npm, "install", "--no-audit", "--no-fund", "--no-package-lock", JAVASCRIPT_SDK], cwd=JAVASCRIPT_FOLDER)
            self.need(got, f"{JAVASCRIPT_SDK} (npm cannot install it)")
        self.run_calls(node, HERE / "calls.mjs", JAVASCRIPT_FOLDER, self.server.endpoint, DEFINITION_FILE, INPUT_FILE)

    def test_command_line(self):
        found = [path for path in ("/usr/bin/aws", shutil.which("aws")) if path]
        versions = {path: output_of([path, "--version"]) or "" for path in found}
        aws = self.need(next((path for path in found if versions[path].startswith("aws-cli/2.")), None),
                        "version 2 of the AWS CLI (package awscli)")
        CommandLine(self, aws, self.server.endpoint).drive()


class CommandLine:
    """Every action by `aws stepfunctions`."""

    def __init__(self, test, aws, endpoint):
        self.test, self.aws, self.endpoint = test, aws, endpoint
        self.environment = {**os.environ, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_PAGER": "",
                            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}

    def run(self, action, options):
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return subprocess.run(
            [self.aws, "stepfunctions", action, "--endpoint-url", self.endpoint, "--region", "us-east-1", "--output", "json", *flags],
            capture_output=True, text=True, timeout=SECONDS, env=self.environment)

    def call(self, action, **options):
        done = self.run(action, options)
        self.test.assertEqual(0, done.returncode, f"{action}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def refuse(self, error, action, **options):
        done = self.run(action, options)
        self.test.assertNotEqual(0, done.returncode, action)
        self.test.assertIn(f"An error occurred ({error}) when calling the", done.stderr)

    def drive(self):
        test, role = self.test, {"role-arn": sample.ROLE}
        definition, text = DEFINITION_FILE.read_text(), INPUT_FILE.read_text()
        machine = {"state-machine-arn": self.call(
            "create-state-machine", name="command-line", definition=f"file://{DEFINITION_FILE}", **role)["stateMachineArn"]}
        test.assertEqual(definition, self.call("describe-state-machine", **machine)["definition"])
        machines = self.call("list-state-machines")["stateMachines"]
        test.assertIn(machine["state-machine-arn"], [one["stateMachineArn"] for one in machines])
        well = {"execution-arn": self.call("start-execution", name="well", input=f"file://{INPUT_FILE}", **machine)["executionArn"]}
        while (described := self.call("describe-execution", **well))["status"] == "RUNNING":
            time.sleep(0.1)
        test.assertEqual(("SUCCEEDED", {"status": True, "email": json.loads(text)["email"]}),
                         (described["status"], json.loads(described["output"])))
        history = self.call("get-execution-history", **well, **{"page-size": "10"})["events"]  # the CLI follows the pages
        test.assertEqual(list(range(1, 27)), [event["id"] for event in history])
        failing = json.dumps({**json.loads(text), "fail": {"register-user-in-AD": "always"}})
        stopped = {"execution-arn": self.call("start-execution", name="stopped", input=failing, **machine)["executionArn"]}
        self.call("stop-execution", error="Enough", cause="of this", **stopped)
        aborted = self.call("list-executions", **machine, **{"status-filter": "ABORTED"})["executions"]
        test.assertEqual(["stopped"], [one["name"] for one in aborted])
        changed = json.dumps({**json.loads(definition), "Comment": "changed"})
        self.call("update-state-machine", definition=changed, **machine)
        used = self.call("describe-state-machine-for-execution", **well)["definition"]
        test.assertEqual(definition, used)  # a running or ended execution keeps its revision
        self.work()
        self.refuse("ExecutionAlreadyExists", "start-execution", name="well", input="{}", **machine)
        self.refuse("InvalidDefinition", "create-state-machine", name="wrong", definition="{}", **role)
        self.drive_express(role)
        self.call("delete-state-machine", **machine)
        self.refuse("StateMachineDoesNotExist", "start-execution", **machine)

    def work(self):
        activity = {"activity-arn": self.call("create-activity", name="command-line")["activityArn"]}
        self.test.assertEqual("command-line", self.call("describe-activity", **activity)["name"])
        self.test.assertIn("command-line", [one["name"] for one in self.call("list-activities")["activities"]])
        task = {"Type": "Task", "Resource": activity["activity-arn"], "End": True}
        machine = self.call("create-state-machine", name="worker", definition=json.dumps({"StartAt": "T", "States": {"T": task}}),
                            **{"role-arn": sample.ROLE})["stateMachineArn"]
        ends = (("send-task-success", {"task-output": '{"r":1}'}, "SUCCEEDED"),
                ("send-task-failure", {"error": "Broken", "cause": "of this"}, "FAILED"))
        for action, options, status in ends:
            execution = self.call("start-execution", **{"state-machine-arn": machine, "input": f'"{status}"'})["executionArn"]
            taken = self.call("get-activity-task", **activity, **{"worker-name": "w"})
            self.test.assertEqual(f'"{status}"', taken["input"])
            token = {"task-token": taken["taskToken"]}
            self.call("send-task-heartbeat", **token)
            self.call(action, **token, **options)
            self.test.assertEqual(status, self.call("describe-execution", **{"execution-arn": execution})["status"])
            self.refuse("TaskTimedOut", "send-task-heartbeat", **token)
        self.call("delete-activity", **activity)

    def drive_express(self, role):
        definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
        machine = {"state-machine-arn": self.call(
            "create-state-machine", name="express", type="EXPRESS", definition=definition, **role)["stateMachineArn"]}
        # The CLI puts sync- before the name of the host, which no resolver knows; a proxy is asked as it is.
        self.environment |= {"HTTP_PROXY": self.endpoint, "NO_PROXY": ""}
        ended = self.call("start-sync-execution", input="[7]", **machine)
        self.test.assertEqual(("SUCCEEDED", "[7]"), (ended["status"], ended["output"]))


if __name__ == "__main__":
    unittest.main()

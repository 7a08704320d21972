"""Every scenario of this folder through the real server: its history is the golden one, ids and previousEventIds included.

A scenario is NAME.json (definition, input, what each state's function answers to its attempts) with NAME.history beside it. The
function of an attempt answers when the history has come to the event before its answer, so that the order does not hang on time.
"""
import json
import pathlib
import re
import threading
import time
import unittest

from harness.client import Client
from harness.lambda_host import FunctionError, LambdaHost
from harness.server import ROOT, Server

FOLDER = pathlib.Path(__file__).resolve().parent
ROLE = "arn:aws:iam::123456789012:role/role"
SECONDS = 20


def golden_history(name):
    lines = (FOLDER / f"{name}.history").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def definition_of(scenario):
    """With a Retry that waits a second in place of ten: it shows in no event."""
    definition = scenario["definition"]
    if isinstance(definition, str):
        definition = json.loads((ROOT / definition).read_text())
    for state in tasks_of(definition).values():
        for retrier in state.get("Retry", []):
            retrier["IntervalSeconds"] = 1
    return definition


def tasks_of(block):
    """The Task states of a definition by name, those in branches and iterations too."""
    tasks = {}
    for name, state in block["States"].items():
        if state["Type"] == "Task":
            tasks[name] = state
        for inner in state.get("Branches", []) + [state[key] for key in ("ItemProcessor", "Iterator") if key in state]:
            tasks.update(tasks_of(inner))
    return tasks


def function_of(task):
    given = task.get("Parameters") or task.get("Arguments")
    named = given.get("FunctionName") if isinstance(given, dict) else None  # else it is one expression
    return named or task["Resource"].rpartition(":")[2]


def line_of(event):
    """An event as golden histories write it: `5<-4 TaskFailed error=… cause=…`."""
    details = next((value for key, value in event.items() if key.endswith("EventDetails")), {})
    members = "".join(f" {name}={text_of(value)}" for name, value in details.items() if not name.endswith("Details"))
    members = re.sub(r"(:mapRun:[^ :]*):[-0-9a-f]{36}", r"\1:<run>", members)
    return f"{event['id']}<-{event['previousEventId']} {event['type']}{members}"


def text_of(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) if isinstance(value, dict) else value


def attempts_of(history):
    """For each state its attempts, in order: what the function is given, and the event that ends it, None if it is cut off."""
    scheduled, states, after = [], {}, {}
    for line in history:
        ids, kind, *members = line.split(" ", 3)
        event, previous = (int(part) for part in ids.split("<-"))
        if kind == "TaskStateEntered":
            states[event] = members[0].removeprefix("name=")
        if kind.endswith("Scheduled"):
            states[event] = states[previous]
            scheduled.append((event, given_to_function(line)))
        if kind.endswith(("Failed", "Succeeded", "Started", "TimedOut")):
            states[event] = states.get(previous)
            after.setdefault(previous, event)
    attempts = {}
    for event, given in scheduled:
        attempts.setdefault(states[event], []).append((given, after.get(after.get(event))))
    return attempts


def given_to_function(line):
    found = re.search(r" (input|parameters)=(.*?)(?: timeoutInSeconds=\d+)?(?: heartbeatInSeconds=\d+)?$", line)
    given = json.loads(found[2])
    return given if found[1] == "input" else given.get("Payload", {})


class Script:
    """The functions of one scenario. Iterations that run side by side are told apart by what they are given."""

    def __init__(self, client, scenario, definition, history):
        self.client, self.answers, self.attempts = client, scenario["answers"], attempts_of(history)
        self.state_of = {function_of(task): name for name, task in tasks_of(definition).items()}
        self.called, self.lock = set(), threading.Lock()
        self.execution, self.started, self.closed = None, threading.Event(), threading.Event()

    def __call__(self, function, event):
        state = self.state_of[function]
        attempt = self.attempt_of(state, event)
        self.wait_until_due(self.attempts[state][attempt][1])
        answer = self.answers[state][attempt]
        if "fails" in answer:
            raise FunctionError(answer["fails"])
        return answer["returns"]

    def attempt_of(self, state, event):
        with self.lock:
            attempt = next(index for index, (given, _) in enumerate(self.attempts[state])
                           if given == event and (state, index) not in self.called)
            self.called.add((state, attempt))
            return attempt

    def wait_until_due(self, end):
        self.started.wait(SECONDS)
        while not self.closed.wait(0.01):
            if end is not None and len(self.client.events(self.execution)) >= end - 1:
                return


class GoldenHistories(unittest.TestCase):
    maxDiff = None

    def run_scenario(self, name):
        scenario, history = json.loads((FOLDER / f"{name}.json").read_text()), golden_history(name)
        definition = definition_of(scenario)
        functions = LambdaHost(lambda *call: script(*call))
        self.addCleanup(functions.close)
        server = Server("--in-memory", "--lambda-endpoint", functions.endpoint)
        self.addCleanup(server.kill)
        client = Client(server.endpoint)
        script = Script(client, scenario, definition, history)
        self.addCleanup(script.closed.set)
        machine = client.call("CreateStateMachine", name="machine", roleArn=ROLE, definition=json.dumps(definition))
        script.execution = client.call(
            "StartExecution", stateMachineArn=machine["stateMachineArn"], input=scenario["input"])["executionArn"]
        script.started.set()
        client.wait(script.execution, SECONDS)
        return [line_of(event) for event in client.events(script.execution)], history


def test_of(name):
    def test(self):
        actual, expected = self.run_scenario(name)
        self.assertEqual(expected, actual)
    return test


for scenario_file in sorted(FOLDER.glob("*.json")):
    setattr(GoldenHistories, f"test_{scenario_file.stem}", test_of(scenario_file.stem))


if __name__ == "__main__":
    unittest.main()

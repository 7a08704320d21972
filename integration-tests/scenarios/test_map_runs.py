"""Map runs whose children are executions of their own, by the real binary and across kills."""
import json
import tempfile
import threading
import time
import unittest

from harness.client import Client, history_faults
from harness.lambda_host import LambdaHost
from harness.server import Server

ROLE = "arn:aws:iam::123456789012:role/role"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:parent"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
CHILDREN = 300


def parent(kind="STANDARD", **more):
    """Each child asks the function twice, and the second answer is its output."""
    states = {name: {"Type": "Task", "Resource": FUNCTION, **transition}
              for name, transition in (("One", {"Next": "Two"}), ("Two", {"End": True}))}
    return {"StartAt": "Each", "States": {"Each": {
        "Type": "Map", "Label": "each", "End": True, **more, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": kind}, "StartAt": "One", "States": states}}}}


class MapRuns(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.calls, self.seconds, self.lock = 0, 0.0, threading.Lock()
        self.functions = LambdaHost(self.answer)
        self.addCleanup(self.functions.close)
        self.start_server()
        self.addCleanup(lambda: self.server.kill())

    def answer(self, _, number):
        with self.lock:
            self.calls += 1
        time.sleep(self.seconds)
        return number + 1

    def start_server(self):
        self.server = Server("--data-dir", self.folder, "--lambda-endpoint", self.functions.endpoint, "--log-level", "error")
        self.client = Client(self.server.endpoint)

    def restart(self):
        self.server.kill()
        self.start_server()

    def start(self, definition, items=range(CHILDREN)):
        self.client.call("CreateStateMachine", name="parent", roleArn=ROLE, definition=json.dumps(definition))
        return self.client.call("StartExecution", stateMachineArn=MACHINE, name="e",
                                input=json.dumps(list(items)))["executionArn"]

    def map_run(self, execution):
        arn, = (run["mapRunArn"] for run in self.client.call("ListMapRuns", executionArn=execution)["mapRuns"])
        return arn

    def children(self, map_run, **filters):
        found, token = [], {}
        while True:
            page = self.client.call("ListExecutions", mapRunArn=map_run, maxResults=1000, **filters, **token)
            found += page["executions"]
            if "nextToken" not in page:
                return found
            token = {"nextToken": page["nextToken"]}

    def wait_for(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, what)
            time.sleep(0.02)

    def wait_for_calls(self, count):
        self.wait_for(lambda: self.calls >= count, f"{count} calls")

    def check_success(self, execution, kind="STANDARD"):
        described = self.client.wait(execution, 120)
        self.assertEqual(described["status"], "SUCCEEDED", described)
        self.assertEqual(json.loads(described["output"]), [item + 2 for item in range(CHILDREN)])
        self.assertEqual(history_faults(self.client.events(execution)), [])
        map_run = self.map_run(execution)
        children = self.children(map_run)
        self.assertEqual(len(children), CHILDREN)
        self.assertEqual(len({child["executionArn"] for child in children}), CHILDREN)
        self.assertEqual({(child["status"], child["itemCount"], child["mapRunArn"]) for child in children},
                         {("SUCCEEDED", 1, map_run)})
        described = self.client.call("DescribeMapRun", mapRunArn=map_run)
        self.assertEqual(described["status"], "SUCCEEDED")
        for counts in ("itemCounts", "executionCounts"):
            expected = {"succeeded": CHILDREN, "total": CHILDREN, "resultsWritten": CHILDREN}
            self.assertEqual({name: count for name, count in described[counts].items() if count}, expected)
        in_machine = self.client.call("ListExecutions", stateMachineArn=MACHINE)["executions"]
        self.assertEqual([child["executionArn"] for child in in_machine], [execution])
        return children

    def check_child(self, arn):
        events = self.client.events(arn)
        self.assertEqual(history_faults(events), [])
        task = ["TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded",
                "TaskStateExited"]
        self.assertEqual([event["type"] for event in events], ["ExecutionStarted", *task, *task, "ExecutionSucceeded"])
        described = self.client.call("DescribeExecution", executionArn=arn)
        self.assertEqual(int(described["output"]), int(described["input"]) + 2)

    def test_a_child_sees_itself_as_the_execution(self):
        definition = parent()
        definition["States"]["Each"]["ItemProcessor"] |= {
            "StartAt": "See", "States": {"See": {"Type": "Pass", "Parameters": {"seen.$": "$$"}, "End": True}}}
        execution = self.start(definition, [7])
        seen, = (child["seen"] for child in json.loads(self.client.wait(execution, 20)["output"]))
        child, = self.client.call("ListExecutions", mapRunArn=self.map_run(execution))["executions"]
        self.assertEqual(seen["Execution"]["Id"], child["executionArn"])
        self.assertEqual((seen["Execution"]["Name"], seen["Execution"]["Input"]), (child["name"], 7))
        self.assertEqual(seen["StateMachine"]["Id"], MACHINE + "/each")
        self.assertRegex(child["executionArn"], r":execution:parent/each:[-0-9a-f]{36}$")

    def test_kills_lose_no_child_and_count_none_twice(self):
        self.seconds = 0.05
        execution = self.start(parent(MaxConcurrency=40))
        for calls in (1, 60, 61, 200, 350, 500, 599):
            self.wait_for_calls(calls)
            self.restart()
        for child in self.check_success(execution):
            self.check_child(child["executionArn"])

    def test_kills_while_children_start_and_end(self):
        execution = self.start(parent())
        for kill in range(10):
            time.sleep(0.01 * kill)
            self.restart()
        for child in self.check_success(execution)[::10]:
            self.check_child(child["executionArn"])

    def test_express_children_begin_again_after_kills(self):
        self.seconds = 0.02
        execution = self.start(parent("EXPRESS", MaxConcurrency=40))
        for calls in (1, 200, 500):
            self.wait_for_calls(calls)
            self.restart()
        self.check_success(execution)

    def check_no_child_runs(self, map_run):
        self.wait_for(lambda: not self.children(map_run, statusFilter="RUNNING"), "children still run")
        self.assertEqual({child["status"] for child in self.children(map_run)} - {"SUCCEEDED", "ABORTED"}, set())
        described = self.client.call("DescribeMapRun", mapRunArn=map_run)
        self.assertEqual((described["status"], described["executionCounts"]["running"]), ("ABORTED", 0))

    def test_stopping_the_parent_leaves_no_child_running(self):
        self.seconds = 0.5
        execution = self.start(parent(MaxConcurrency=100))
        self.wait_for_calls(120)
        self.client.call("StopExecution", executionArn=execution)
        self.check_no_child_runs(self.map_run(execution))
        time.sleep(1)
        calls = self.calls
        time.sleep(1)
        self.assertEqual(self.calls, calls)

    def check_kill_after_stop(self, kind):
        self.seconds = 5
        execution = self.start(parent(kind))
        map_run = self.map_run(execution)
        self.wait_for(lambda: len(self.children(map_run)) >= 150, "children")
        self.client.call("StopExecution", executionArn=execution)
        self.restart()
        self.check_no_child_runs(map_run)

    def test_a_kill_right_after_the_stop_leaves_no_child_running(self):
        self.check_kill_after_stop("STANDARD")

    def test_a_kill_right_after_the_stop_leaves_no_express_child_running(self):
        self.check_kill_after_stop("EXPRESS")


if __name__ == "__main__":
    unittest.main()

"""Executions that start executions, and tasks that call Step Functions itself, by the real binary and across kills."""
import json
import tempfile
import time
import unittest

from harness.client import Client
from harness.server import Server

ROLE = "arn:aws:iam::123456789012:role/role"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:"
EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:"
CHILD = {"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "P"},
                                    "P": {"Type": "Pass", "Result": {"done": True}, "End": True}}}


def task(resource, parameters, **more):
    return {"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:states:::" + resource, "Parameters": parameters, "End": True, **more}}}


def nested(resource, seconds, name=None, **more):
    parameters = {"StateMachineArn": MACHINE + "child", "Input": {"seconds": seconds}}
    return task("states:startExecution" + resource, {**parameters, "Name": name} if name else parameters, **more)


class Nested(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.start_server()
        self.addCleanup(lambda: self.server.kill())
        self.create("child", CHILD)

    def start_server(self):
        self.server = Server("--data-dir", self.folder, "--log-level", "error")
        self.client = Client(self.server.endpoint)

    def create(self, name, definition):
        self.client.call("CreateStateMachine", name=name, roleArn=ROLE, definition=json.dumps(definition))

    def start(self, definition, name="parent", **request):
        self.create(name, definition)
        return self.client.call("StartExecution", stateMachineArn=MACHINE + name, name="e", **request)["executionArn"]

    def run_to_end(self, definition, name="parent"):
        return self.client.wait(self.start(definition, name))

    def types(self, arn):
        return [event["type"] for event in self.client.events(arn)]

    def wait_for_event(self, arn, kind):
        deadline = time.monotonic() + 20
        while kind not in self.types(arn):
            self.assertLess(time.monotonic(), deadline, f"no {kind}")
            time.sleep(0.01)

    def children(self):
        return self.client.call("ListExecutions", stateMachineArn=MACHINE + "child")["executions"]

    def test_waits_and_gets_the_description(self):
        for resource, output in ((".sync", '{"done":true}'), (".sync:2", {"done": True})):
            name = "c" + str(len(resource))
            described = self.run_to_end(nested(resource, 0, name), "parent" + name)
            self.assertEqual(described["status"], "SUCCEEDED")
            result = json.loads(described["output"])
            self.assertEqual(list(result), [
                "ExecutionArn", "Input", "InputDetails", "Name", "Output", "OutputDetails", "StartDate", "StateMachineArn",
                "Status", "StopDate"])
            self.assertEqual(result["Output"], output)
            self.assertEqual(result["ExecutionArn"], EXECUTION + "child:" + name)

    def test_the_token_of_a_waiting_task_ends_it_before_its_child_does(self):
        parameters = {"StateMachineArn": MACHINE + "child", "Name": "c",
                      "Input": {"seconds": 60, "token.$": "$$.Task.Token"}}
        parent = self.start(task("states:startExecution.sync", parameters))
        self.wait_for_event(parent, "TaskSubmitted")
        child = self.client.call("DescribeExecution", executionArn=EXECUTION + "child:c")
        self.client.call("SendTaskSuccess", taskToken=json.loads(child["input"])["token"], output='{"by": "token"}')
        described = self.client.wait(parent, 20)
        self.assertEqual((described["status"], described["output"]), ("SUCCEEDED", '{"by": "token"}'))
        self.assertEqual(self.types(parent), [
            "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded",
            "TaskStateExited", "ExecutionSucceeded"])

    def test_a_name_that_is_taken(self):
        self.assertEqual(self.run_to_end(nested(".sync:2", 0, "c"), "first")["status"], "SUCCEEDED")
        described = self.run_to_end(nested("", 0, "c"), "second")
        self.assertEqual(described["error"], "StepFunctions.ExecutionAlreadyExistsException")
        self.assertRegex(described["cause"], (
            r"^Execution Already Exists: '" + EXECUTION + r"child:c' \(Service: AWSStepFunctions; Status Code: 400; "
            r"Error Code: ExecutionAlreadyExists; Request ID: [0-9a-f-]{36}; Proxy: null\)$"))

    def test_stopping_the_parent_stops_the_child(self):
        arn = self.start(nested(".sync:2", 600, "c"))
        self.wait_for_event(arn, "TaskSubmitted")
        self.client.call("StopExecution", executionArn=arn)
        self.assertEqual(self.client.wait(EXECUTION + "child:c")["status"], "ABORTED")

    def test_a_timed_out_task_stops_the_child(self):
        described = self.run_to_end(nested(".sync:2", 600, "c", TimeoutSeconds=1))
        self.assertEqual((described["status"], described["error"]), ("FAILED", "States.Timeout"))
        self.assertEqual(self.client.wait(EXECUTION + "child:c")["status"], "ABORTED")

    def test_a_killed_server_goes_on_waiting(self):
        arn = self.start(nested(".sync:2", 2))
        self.wait_for_event(arn, "TaskSubmitted")
        self.server.kill()
        self.start_server()
        self.assertEqual(self.client.wait(arn)["status"], "SUCCEEDED")
        self.assertEqual(len(self.children()), 1)

    def test_kills_at_any_moment_leave_one_child_that_ends_with_its_parent(self):
        self.create("parent", nested(".sync:2", 0))
        for kill in range(8):
            name = f"e{kill}"
            self.client.call("StartExecution", stateMachineArn=MACHINE + "parent", name=name)
            time.sleep(0.004 * kill)
            self.server.kill()
            self.start_server()
            self.assertEqual(self.client.wait(EXECUTION + "parent:" + name)["status"], "SUCCEEDED")
            self.assertEqual(len(self.children()), kill + 1)

    def test_kills_while_parents_are_stopped_leave_no_child_running(self):
        self.create("parent", nested(".sync:2", 600))
        for kill in range(8):
            arn = EXECUTION + f"parent:e{kill}"
            self.client.call("StartExecution", stateMachineArn=MACHINE + "parent", name=f"e{kill}")
            time.sleep(0.002 * kill)
            self.client.call("StopExecution", executionArn=arn)
            self.server.kill()
            self.start_server()
            self.assertEqual(self.client.wait(arn)["status"], "ABORTED")
            for child in self.children():
                self.assertEqual(self.client.wait(child["executionArn"], 20)["status"], "ABORTED")

    def test_other_actions_by_the_sdk(self):
        self.run_to_end(nested(".sync:2", 0, "c"), "first")
        described = self.run_to_end(task("aws-sdk:sfn:describeExecution", {"ExecutionArn": EXECUTION + "child:c"}), "describe")
        result = json.loads(described["output"])
        self.assertEqual(list(result), sorted(result))
        self.assertEqual((result["Status"], result["Output"]), ("SUCCEEDED", '{"done":true}'))
        self.assertRegex(result["StartDate"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$")
        refused = self.run_to_end(task("aws-sdk:sfn:stopExecution", {"ExecutionArn": EXECUTION + "child:x"}), "stop")
        self.assertEqual(refused["error"], "Sfn.ExecutionDoesNotExistException")
        self.assertRegex(refused["cause"], (
            r"^Execution Does Not Exist: '\S+' \(Service: Sfn, Status Code: 400, Request ID: [0-9a-f-]{36}\) "
            r"\(SDK Attempt Count: 1\)$"))

    def test_what_is_not_called_yet(self):
        arn = self.start(task("sns:publish", {"TopicArn": "t", "Message": "m"},
                              Catch=[{"ErrorEquals": ["States.ALL"], "Next": "T"}]))
        described = self.client.wait(arn)
        self.assertEqual(described["error"], "States.Runtime")
        self.assertEqual(described["cause"], (
            "An error occurred while executing the state 'T' (entered at the event id #2). This emulator does not call the "
            "integration 'arn:aws:states:::sns:publish' yet."))
        self.assertEqual(self.types(arn), [
            "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "ExecutionFailed"])


if __name__ == "__main__":
    unittest.main()

"""Tasks that are with others: workers of activities and holders of task tokens, over the wire and over a kill of the server."""
import json
import socket
import tempfile
import threading
import time
import unittest

from harness.client import ApiError, Client, history_faults
from harness.lambda_host import LambdaHost
from harness.server import Server

ROLE = "arn:aws:iam::123456789012:role/role"
CALLBACK = {"StartAt": "T", "States": {"T": {
    "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "HeartbeatSeconds": 60, "End": True,
    "Parameters": {"FunctionName": "hand-over", "Payload": {"token.$": "$$.Task.Token", "x.$": "$.x"}}}}}
SUBMITTED = ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted"]


class Workers(unittest.TestCase):
    def setUp(self):
        self.handed_over = []
        self.functions = LambdaHost(lambda name, event: self.handed_over.append(event) or {"function": name})
        self.addCleanup(self.functions.close)
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.start_server()

    def start_server(self):
        self.server = Server("--data-dir", self.directory.name, "--lambda-endpoint", self.functions.endpoint)
        self.addCleanup(self.server.kill)
        self.client = Client(self.server.endpoint)

    def kill_and_restart(self):
        self.server.kill()
        self.start_server()

    def start(self, name, definition, text):
        machine = self.client.call("CreateStateMachine", name=name, definition=json.dumps(definition), roleArn=ROLE)
        return self.client.call("StartExecution", stateMachineArn=machine["stateMachineArn"], input=text)["executionArn"]

    def activity_machine(self, name):
        activity = self.client.call("CreateActivity", name=name)["activityArn"]
        return activity, {"StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": activity, "TimeoutSeconds": 600, "HeartbeatSeconds": 60, "End": True}}}

    def types(self, execution):
        return [event["type"] for event in self.client.events(execution)]

    def wait_for(self, execution, types):
        deadline = time.monotonic() + 20
        while self.types(execution) != types and time.monotonic() < deadline:
            time.sleep(0.02)
        self.assertEqual(types, self.types(execution))

    def refuse(self, code, action, **request):
        with self.assertRaises(ApiError) as refused:
            self.client.call(action, **request)
        self.assertEqual(code, refused.exception.code)

    def test_a_callback_outlives_a_kill(self):
        execution = self.start("callback", CALLBACK, '{"x": 1}')
        self.wait_for(execution, SUBMITTED)
        token = self.handed_over[0]["token"]
        self.kill_and_restart()
        self.assertEqual({}, self.client.call("SendTaskHeartbeat", taskToken=token))
        self.assertEqual({}, self.client.call("SendTaskSuccess", taskToken=token, output='{ "r" : 1.0 }'))
        self.assertEqual('{ "r" : 1.0 }', self.client.wait(execution)["output"])
        self.assertEqual([{"token": token, "x": 1}], self.handed_over)  # not handed over again
        events = self.client.events(execution)
        self.assertEqual([], history_faults(events))
        self.assertEqual(SUBMITTED + ["TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"], self.types(execution))
        self.assertEqual("invoke.waitForTaskToken", events[5]["taskSucceededEventDetails"]["resource"])
        for action, request in (("SendTaskSuccess", {"output": "1"}), ("SendTaskFailure", {}), ("SendTaskHeartbeat", {})):
            self.refuse("TaskTimedOut", action, taskToken=token, **request)
            self.refuse("InvalidToken", action, taskToken="x" + token[1:], **request)
        self.refuse("InvalidOutput", "SendTaskSuccess", taskToken=token, output="{")

    def test_a_failure_without_error_and_cause_has_neither(self):
        execution = self.start("failing", CALLBACK, '{"x": 2}')
        self.wait_for(execution, SUBMITTED)
        self.client.call("SendTaskFailure", taskToken=self.handed_over[0]["token"])
        described = self.client.wait(execution)
        self.assertEqual("FAILED", described["status"])
        self.assertFalse({"error", "cause"} & described.keys())
        failed = self.client.events(execution)[5]
        self.assertEqual({"resourceType": "lambda", "resource": "invoke.waitForTaskToken"}, failed["taskFailedEventDetails"])

    def test_an_activity_outlives_kills(self):
        activity, definition = self.activity_machine("a")
        execution = self.start("activity", definition, '{ "x" : 1.0 }')
        self.wait_for(execution, ["ExecutionStarted", "TaskStateEntered", "ActivityScheduled"])
        self.kill_and_restart()
        task = self.client.call("GetActivityTask", activityArn=activity, workerName="w")
        self.assertEqual('{ "x" : 1.0 }', task["input"])
        self.kill_and_restart()
        self.client.call("SendTaskHeartbeat", taskToken=task["taskToken"])
        self.client.call("SendTaskSuccess", taskToken=task["taskToken"], output="[ 1 ]")
        self.assertEqual("[ 1 ]", self.client.wait(execution)["output"])
        events = self.client.events(execution)
        self.assertEqual([], history_faults(events))
        self.assertEqual({"workerName": "w"}, events[3]["activityStartedEventDetails"])

    def test_workers_that_wait_get_the_tasks_that_come(self):
        activity, definition = self.activity_machine("a")
        tasks = []
        workers = [threading.Thread(target=lambda: tasks.append(
            self.client.call("GetActivityTask", timeout=60, activityArn=activity))) for _ in range(3)]
        for worker in workers:
            worker.start()
        machine = self.client.call("CreateStateMachine", name="many", definition=json.dumps(definition), roleArn=ROLE)
        for number in range(3):
            self.client.call("StartExecution", stateMachineArn=machine["stateMachineArn"], input=str(number))
        for worker in workers:
            worker.join(60)
        self.assertEqual(["0", "1", "2"], sorted(task["input"] for task in tasks))

    def test_a_client_that_hangs_up_takes_no_task_with_it(self):
        activity, definition = self.activity_machine("a")
        body = json.dumps({"activityArn": activity}).encode()
        with socket.create_connection(("127.0.0.1", self.server.port)) as gone:
            gone.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                         b"X-Amz-Target: AWSStepFunctions.GetActivityTask\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            time.sleep(0.3)  # until it surely waits
        execution = self.start("hang-up", definition, "7")
        self.assertEqual("7", self.client.call("GetActivityTask", activityArn=activity)["input"])
        self.assertEqual("ActivityStarted", self.types(execution)[-1])

    def test_a_server_that_stops_lets_workers_go(self):
        activity, _ = self.activity_machine("a")
        answers = []
        worker = threading.Thread(target=lambda: answers.append(
            self.client.call("GetActivityTask", timeout=60, activityArn=activity)))
        worker.start()
        time.sleep(0.3)  # until it surely waits
        started = time.monotonic()
        self.server.stop()
        worker.join(60)
        self.assertEqual([{}], answers)
        self.assertLess(time.monotonic() - started, 5)


if __name__ == "__main__":
    unittest.main()

"""EXPRESS machines and the logs of executions, by the real server."""
import json
import pathlib
import re
import tempfile
import threading
import time
import unittest
import urllib.request

from harness.client import ApiError, Client
from harness.lambda_host import LambdaHost
from harness.server import Server

ROLE = "arn:aws:iam::123456789012:role/role"
ARNS = "arn:aws:states:us-east-1:123456789012"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/states/tests:*"
LOG_FILE = "+aws+states+tests@123456789012@us-east-1.log"
ECHO = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
FAIL = {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Wrong", "Cause": "of this"}}}
TASK = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": True}}}


def waiting(seconds, **machine):
    return {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": seconds, "End": True}}, **machine}


class Express(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, *options):
        self.server = Server("--data-dir", self.folder / "data", *options)
        self.addCleanup(self.server.stop)
        self.client = Client(self.server.endpoint)

    def create(self, name, definition, kind="EXPRESS", **more):
        return self.client.call("CreateStateMachine", name=name, type=kind, definition=json.dumps(definition),
                                roleArn=ROLE, **more)["stateMachineArn"]

    def refused(self, action, **request):
        with self.assertRaises(ApiError) as caught:
            self.client.call(action, **request)
        return caught.exception.code, caught.exception.body["message"]

    def test_the_answer_is_the_end(self):
        self.start()
        machine = self.create("echo", ECHO)
        sent = {"stateMachineArn": machine, "name": "n", "input": '{ "a" : 1.0 }', "traceHeader": "Root=1"}
        answer = self.client.call("StartSyncExecution", **sent)
        self.assertEqual(list(answer), ["executionArn", "stateMachineArn", "name", "startDate", "stopDate", "status", "input",
                                        "inputDetails", "output", "outputDetails", "traceHeader", "billingDetails"])
        self.assertRegex(answer["executionArn"], f"^{ARNS}:express:echo:n:[0-9a-f-]{{36}}$")
        self.assertEqual((answer["stateMachineArn"], answer["name"], answer["status"]), (machine, "n", "SUCCEEDED"))
        self.assertEqual((answer["input"], answer["output"]), (sent["input"], sent["input"]))
        self.assertEqual(answer["billingDetails"], {"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 100})
        again = self.client.call("StartSyncExecution", **sent)
        self.assertNotEqual(again["executionArn"], answer["executionArn"])
        bare = self.client.call("StartSyncExecution", stateMachineArn=machine, includedData="METADATA_ONLY")
        self.assertEqual((bare["inputDetails"], bare["outputDetails"]), ({"included": False}, {"included": False}))
        self.assertFalse({"input", "output", "traceHeader"} & set(bare))

    def test_failures_and_time_outs_are_answers_too(self):
        self.start()
        failed = self.client.call("StartSyncExecution", stateMachineArn=self.create("fail", FAIL))
        self.assertEqual((failed["status"], failed["error"], failed["cause"]), ("FAILED", "Wrong", "of this"))
        self.assertEqual((failed["input"], failed["outputDetails"]), ("{}", {"included": True}))
        self.assertNotIn("output", failed)
        slow = self.create("slow", waiting(60, TimeoutSeconds=1))
        late = self.client.call("StartSyncExecution", stateMachineArn=slow)
        self.assertEqual((late["status"], late["error"]), ("TIMED_OUT", "States.Timeout"))
        self.assertEqual(late["billingDetails"]["billedDurationInMilliseconds"], 1000)
        self.assertAlmostEqual(late["stopDate"] - late["startDate"], 1.0, places=3)

    def test_executions_are_in_logs_only(self):
        self.start()
        machine = self.create("wait", waiting(60))
        started = self.client.call("StartExecution", stateMachineArn=machine, name="n")
        again = self.client.call("StartExecution", stateMachineArn=machine, name="n", input="7")
        self.assertNotEqual(started["executionArn"], again["executionArn"])
        for action in ("DescribeExecution", "StopExecution", "GetExecutionHistory", "DescribeStateMachineForExecution"):
            with self.subTest(action):
                self.assertEqual(self.refused(action, executionArn=started["executionArn"]),
                                 ("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'"))
        kind = ("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine")
        self.assertEqual(self.refused("ListExecutions", stateMachineArn=machine), kind)
        standard = self.create("standard", ECHO, "STANDARD")
        self.assertEqual(self.refused("StartSyncExecution", stateMachineArn=standard), kind)
        self.assertEqual(self.refused("StartSyncExecution", stateMachineArn=machine, input="{")[0], "InvalidExecutionInput")
        self.assertEqual(self.refused("StartSyncExecution", stateMachineArn=machine, name="a b")[0], "InvalidName")
        self.assertEqual(self.refused("StartSyncExecution", stateMachineArn=machine + "x")[0], "StateMachineDoesNotExist")

    def test_who_hangs_up_ends_nothing(self):
        called = threading.Event()
        functions = LambdaHost(lambda name, event: called.set())
        self.addCleanup(functions.close)
        self.start("--lambda-endpoint", functions.endpoint)
        definition = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "T"}, **TASK["States"]}}
        machine = self.create("m", definition)
        with self.assertRaises(OSError):
            self.client.call("StartSyncExecution", timeout=0.3, stateMachineArn=machine, input='"hung up"')
        self.assertTrue(called.wait(20))

    def test_who_hangs_up_leaves_no_connection_behind(self):
        self.start()
        machine = self.create("wait", waiting(250))
        with self.assertRaises(OSError):
            self.client.call("StartSyncExecution", timeout=0.3, stateMachineArn=machine)

        def connections():
            with urllib.request.urlopen(self.server.endpoint + "/health") as answer:
                health = json.load(answer)
            self.assertEqual(health["executionsInMemory"], 1)
            return health["connections"]

        end = time.monotonic() + 20
        while connections() > 1 and time.monotonic() < end:  # the one that asks
            time.sleep(0.1)
        self.assertEqual(connections(), 1)

    def test_a_stopping_server_does_not_wait_for_them(self):
        self.start()
        machine = self.create("wait", waiting(250))
        self.client.call("StartExecution", stateMachineArn=machine)
        outcome = []

        def wait_for_the_end():
            try:
                outcome.append(self.client.call("StartSyncExecution", stateMachineArn=machine))
            except (OSError, ValueError) as error:
                outcome.append(error)

        waiter = threading.Thread(target=wait_for_the_end)
        waiter.start()
        time.sleep(0.3)
        before = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - before, 3)
        waiter.join(10)
        self.assertIsInstance(outcome[0], Exception)
        self.start()
        self.assertEqual(self.client.call("DescribeStateMachine", stateMachineArn=machine)["type"], "EXPRESS")

    @staticmethod
    def logging(level, data=True):
        return {"level": level, "includeExecutionData": data, "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": GROUP}}]}

    def logged(self):
        text = (self.folder / "logs" / LOG_FILE).read_text()
        self.assertTrue(text.endswith("\n"))
        return [json.loads(line) for line in text.splitlines()]

    def test_machines_of_both_types_log_what_happens(self):
        self.start("--log-dir", self.folder / "logs")
        express = self.client.call("StartSyncExecution", stateMachineArn=self.create(
            "express", ECHO, loggingConfiguration=self.logging("ALL")), input='{"a":"é"}')["executionArn"]
        standard = self.client.call("StartExecution", stateMachineArn=self.create(
            "standard", FAIL, "STANDARD", loggingConfiguration=self.logging("ERROR", data=False)))["executionArn"]
        self.create("silent", ECHO, loggingConfiguration=self.logging("FATAL"))
        self.client.call("StartSyncExecution", stateMachineArn=f"{ARNS}:stateMachine:silent")
        self.assertEqual(self.client.wait(standard)["status"], "FAILED")
        self.assertEqual(self.server.stop(), 0)
        records = self.logged()
        self.assertEqual(list(records[0]), ["id", "type", "details", "previous_event_id", "event_timestamp", "execution_arn",
                                            "redrive_count"])
        self.assertEqual(records[0]["details"], {"input": '{"a":"é"}', "inputDetails": {"truncated": False}, "roleArn": ROLE})
        self.assertEqual([(one["id"], one["type"], one["execution_arn"]) for one in records], [
            ("1", "ExecutionStarted", express), ("2", "PassStateEntered", express), ("3", "PassStateExited", express),
            ("4", "ExecutionSucceeded", express), ("2", "FailStateEntered", standard), ("3", "ExecutionFailed", standard)])
        self.assertEqual(records[4]["details"], {"name": "F"})
        self.assertEqual(records[5]["details"], {"cause": "of this", "error": "Wrong"})

    def test_logs_are_appended_to_and_may_be_moved_away(self):
        self.start("--log-dir", self.folder / "logs")
        machine = self.create("m", ECHO, loggingConfiguration=self.logging("ALL"))
        self.client.call("StartSyncExecution", stateMachineArn=machine)
        self.assertEqual(self.server.stop(), 0)
        self.start("--log-dir", self.folder / "logs")
        self.client.call("StartSyncExecution", stateMachineArn=machine)
        deadline = time.monotonic() + 20
        while len(self.logged()) < 8 and time.monotonic() < deadline:
            time.sleep(0.02)
        (self.folder / "logs" / LOG_FILE).rename(self.folder / "old.log")
        self.client.call("StartSyncExecution", stateMachineArn=machine)
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(len((self.folder / "old.log").read_text().splitlines()), 8)
        self.assertEqual(len(self.logged()), 4)

    def test_standard_output_takes_the_logs_of_all_groups(self):
        self.start("--log-dir", "-")
        machine = self.create("m", ECHO, loggingConfiguration=self.logging("ALL"))
        arn = self.client.call("StartSyncExecution", stateMachineArn=machine)["executionArn"]
        records = [json.loads(self.server.process.stdout.readline()) for _ in range(4)]
        self.assertEqual({one["execution_arn"] for one in records}, {arn})

    def test_a_full_disk_loses_log_records_and_says_so(self):
        (self.folder / "logs").mkdir()
        (self.folder / "logs" / LOG_FILE).symlink_to("/dev/full")
        self.start("--log-dir", self.folder / "logs")
        machine = self.create("m", ECHO, loggingConfiguration=self.logging("ALL"))
        self.assertEqual(self.client.call("StartSyncExecution", stateMachineArn=machine)["status"], "SUCCEEDED")
        line = self.server.process.stdout.readline()  # stderr is joined to it in tests
        self.assertRegex(line, f"level=error event=log_records_lost file={re.escape(LOG_FILE)} records=4 .*No space left")

    def test_a_log_that_nobody_reads_holds_up_nothing(self):
        self.start("--log-dir", "-", "--log-level", "off")
        machine = self.create("m", ECHO, loggingConfiguration=self.logging("ALL"))
        payload = json.dumps("x" * 100_000)
        for _ in range(20):  # far more than a pipe takes
            self.assertEqual(self.client.call("StartSyncExecution", stateMachineArn=machine, input=payload)["status"], "SUCCEEDED")
        before = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - before, 5)

    def test_a_directory_that_cannot_be_made_is_one_line_and_status_2(self):
        (self.folder / "file").write_text("")
        with self.assertRaisesRegex(RuntimeError, "cannot make the log directory"):
            self.start("--log-dir", self.folder / "file" / "logs")


if __name__ == "__main__":
    unittest.main()

"""Drives the sample by boto3. usage: boto3_calls.py ENDPOINT DEFINITION_FILE INPUT_FILE; status 0 if everything is as on AWS."""
import datetime
import json
import pathlib
import sys
import time
import unittest

import boto3
from botocore.config import Config

ROLE = "arn:aws:iam::123456789012:role/sample"
ENDPOINT, DEFINITION, INPUT = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(), pathlib.Path(sys.argv[3]).read_text()


class Calls(unittest.TestCase):
    def setUp(self):
        self.sfn = boto3.client("stepfunctions", endpoint_url=ENDPOINT, region_name="us-east-1",
                                aws_access_key_id="test", aws_secret_access_key="test")

    def test_the_sample_from_its_creation_to_its_end(self):
        sfn = self.sfn
        created = sfn.create_state_machine(name="boto3", definition=DEFINITION, roleArn=ROLE)
        machine = created["stateMachineArn"]
        self.assertEqual("arn:aws:states:us-east-1:123456789012:stateMachine:boto3", machine)
        self.assertIsInstance(created["creationDate"], datetime.datetime)
        described = sfn.describe_state_machine(stateMachineArn=machine)
        self.assertEqual((DEFINITION, "ACTIVE", "STANDARD"), (described["definition"], described["status"], described["type"]))
        pages = sfn.get_paginator("list_state_machines").paginate()
        self.assertIn(machine, [one["stateMachineArn"] for page in pages for one in page["stateMachines"]])
        self.run_to_the_end(machine)
        self.stop_an_execution(machine)
        changed = json.dumps({**json.loads(DEFINITION), "Comment": "changed"})
        updated = sfn.update_state_machine(stateMachineArn=machine, definition=changed)
        self.assertGreaterEqual(updated["updateDate"], created["creationDate"])
        self.assertEqual(changed, sfn.describe_state_machine(stateMachineArn=machine)["definition"])
        self.refuse(machine)
        sfn.delete_state_machine(stateMachineArn=machine)
        with self.assertRaises(sfn.exceptions.StateMachineDoesNotExist):
            for _ in range(100):
                sfn.describe_state_machine(stateMachineArn=machine)
                time.sleep(0.05)

    def test_an_express_machine(self):
        # The SDK would put sync- before the name of the host.
        sfn = boto3.client("stepfunctions", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="test",
                           aws_secret_access_key="test", config=Config(inject_host_prefix=False))
        definition = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
        machine = sfn.create_state_machine(name="express", type="EXPRESS", definition=definition, roleArn=ROLE)["stateMachineArn"]
        ended = sfn.start_sync_execution(stateMachineArn=machine, name="n", input="[7]")
        self.assertEqual(("SUCCEEDED", "n", "[7]"), tuple(ended[key] for key in ("status", "name", "output")))
        self.assertGreaterEqual(ended["stopDate"], ended["startDate"])
        self.assertEqual({"billedMemoryUsedInMB": 64, "billedDurationInMilliseconds": 100}, ended["billingDetails"])
        self.assertIn(":express:express:", sfn.start_execution(stateMachineArn=machine)["executionArn"])
        with self.assertRaises(sfn.exceptions.StateMachineTypeNotSupported):
            sfn.list_executions(stateMachineArn=machine)

    def run_to_the_end(self, machine):
        sfn = self.sfn
        trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
        execution = sfn.start_execution(stateMachineArn=machine, name="well", input=INPUT, traceHeader=trace)["executionArn"]
        while (described := sfn.describe_execution(executionArn=execution))["status"] == "RUNNING":
            time.sleep(0.05)
        self.assertEqual("SUCCEEDED", described["status"])
        self.assertEqual(trace, described["traceHeader"])
        self.assertEqual({"status": True, "email": json.loads(INPUT)["email"]}, json.loads(described["output"]))
        self.assertGreaterEqual(described["stopDate"], described["startDate"])
        self.assertEqual(machine, sfn.describe_state_machine_for_execution(executionArn=execution)["stateMachineArn"])
        pages = sfn.get_paginator("get_execution_history").paginate(
            executionArn=execution, PaginationConfig={"PageSize": 10})
        events = [event for page in pages for event in page["events"]]
        self.assertEqual(list(range(1, 27)), [event["id"] for event in events])
        self.assertEqual("ExecutionSucceeded", events[-1]["type"])

    def stop_an_execution(self, machine):
        sfn = self.sfn
        failing = {**json.loads(INPUT), "fail": {"register-user-in-AD": "always"}}
        execution = sfn.start_execution(stateMachineArn=machine, name="stopped", input=json.dumps(failing))["executionArn"]
        stopped = sfn.stop_execution(executionArn=execution, error="Enough", cause="of this")
        self.assertIsInstance(stopped["stopDate"], datetime.datetime)
        described = sfn.describe_execution(executionArn=execution)
        self.assertEqual(("ABORTED", "Enough", "of this"), tuple(described[key] for key in ("status", "error", "cause")))
        listed = sfn.list_executions(stateMachineArn=machine, statusFilter="ABORTED")["executions"]
        self.assertEqual(["stopped"], [one["name"] for one in listed])

    def test_a_worker_of_an_activity(self):
        sfn = self.sfn
        created = sfn.create_activity(name="boto3")
        activity = created["activityArn"]
        self.assertEqual("arn:aws:states:us-east-1:123456789012:activity:boto3", activity)
        self.assertEqual(created["creationDate"], sfn.create_activity(name="boto3")["creationDate"])
        self.assertEqual("boto3", sfn.describe_activity(activityArn=activity)["name"])
        pages = sfn.get_paginator("list_activities").paginate()
        self.assertIn(activity, [one["activityArn"] for page in pages for one in page["activities"]])
        definition = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "HeartbeatSeconds": 60, "End": True}}}
        machine = sfn.create_state_machine(name="boto3-activity", definition=json.dumps(definition), roleArn=ROLE)["stateMachineArn"]
        well, failing = (sfn.start_execution(stateMachineArn=machine, name=name, input=f'"{name}"')["executionArn"]
                         for name in ("well", "failing"))
        tokens = {}
        for _ in range(2):
            task = sfn.get_activity_task(activityArn=activity, workerName="worker")
            tokens[json.loads(task["input"])] = task["taskToken"]
        sfn.send_task_heartbeat(taskToken=tokens["well"])
        sfn.send_task_success(taskToken=tokens["well"], output='{"done":true}')
        sfn.send_task_failure(taskToken=tokens["failing"], error="Broken", cause="on purpose")
        self.assertEqual('{"done":true}', sfn.describe_execution(executionArn=well)["output"])
        described = sfn.describe_execution(executionArn=failing)
        self.assertEqual(("FAILED", "Broken", "on purpose"), tuple(described[key] for key in ("status", "error", "cause")))
        with self.assertRaises(sfn.exceptions.TaskTimedOut):
            sfn.send_task_heartbeat(taskToken=tokens["well"])
        with self.assertRaises(sfn.exceptions.InvalidToken):
            sfn.send_task_success(taskToken="none", output="1")
        with self.assertRaises(sfn.exceptions.InvalidOutput):
            sfn.send_task_success(taskToken=tokens["well"], output="{")
        sfn.delete_activity(activityArn=activity)
        with self.assertRaises(sfn.exceptions.ActivityDoesNotExist):
            sfn.get_activity_task(activityArn=activity)

    def refuse(self, machine):
        sfn, errors = self.sfn, self.sfn.exceptions
        execution = machine.replace(":stateMachine:", ":execution:") + ":unknown"
        with self.assertRaises(errors.ExecutionDoesNotExist):
            sfn.describe_execution(executionArn=execution)
        with self.assertRaises(errors.ExecutionAlreadyExists):
            sfn.start_execution(stateMachineArn=machine, name="well", input='{"other":1}')
        with self.assertRaises(errors.InvalidExecutionInput):
            sfn.start_execution(stateMachineArn=machine, input="{")
        with self.assertRaises(errors.InvalidDefinition):
            sfn.create_state_machine(name="wrong", definition='{"StartAt":"A"}', roleArn=ROLE)
        with self.assertRaises(errors.InvalidName):
            sfn.create_state_machine(name="no spaces", definition=DEFINITION, roleArn=ROLE)
        with self.assertRaises(errors.InvalidArn):
            sfn.describe_state_machine(stateMachineArn="arn:wrong")
        with self.assertRaises(errors.StateMachineAlreadyExists):
            sfn.create_state_machine(name="boto3", definition=DEFINITION, roleArn=ROLE)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

"""Drives the sample in JSONata by boto3. usage: boto3_jsonata.py ENDPOINT DEFINITION_FILE INPUT_FILE; status 0 if all is as on AWS."""
import json
import pathlib
import sys
import time
import unittest

import boto3

ROLE = "arn:aws:iam::123456789012:role/sample"
ENDPOINT, DEFINITION, INPUT = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(), json.loads(pathlib.Path(sys.argv[3]).read_text())
SECONDS = 30


def with_short_retries(definition):
    machine = json.loads(definition)
    for branch in machine["States"]["RegisterUser"]["Branches"]:
        for state in branch["States"].values():
            state["Retry"][0]["IntervalSeconds"] = 1
    return json.dumps(machine)


class Jsonata(unittest.TestCase):
    def setUp(self):
        self.sfn = boto3.client("stepfunctions", endpoint_url=ENDPOINT, region_name="us-east-1",
                                aws_access_key_id="test", aws_secret_access_key="test")

    def knows(self, shape, member):
        """Whether this boto3 shows the member: one of a distribution may be older than JSONata, and leaves out what it has no model of."""
        return member in self.sfn.meta.service_model.shape_for(shape).members

    def create(self, name, definition):
        machine = self.sfn.create_state_machine(name=name, definition=definition, roleArn=ROLE)["stateMachineArn"]
        self.addCleanup(self.sfn.delete_state_machine, stateMachineArn=machine)
        return machine

    def run_on(self, machine, given):
        """The execution's description and its events."""
        execution = self.sfn.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]
        end = time.monotonic() + SECONDS
        while (described := self.sfn.describe_execution(executionArn=execution))["status"] == "RUNNING":
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        pages = self.sfn.get_paginator("get_execution_history").paginate(executionArn=execution)
        return described, [event for page in pages for event in page["events"]]

    def exits(self, events):
        return {details["name"]: details for event in events if (details := event.get("stateExitedEventDetails"))}

    def given_to(self, function, events):
        return [json.loads(details["input"]) for event in events
                if (details := event.get("lambdaFunctionScheduledEventDetails")) and details["resource"].endswith(function)]

    def test_all_goes_well(self):
        described, events = self.run_on(self.create("jsonata-well", DEFINITION), INPUT)
        self.assertEqual("SUCCEEDED", described["status"])
        answer = {"status": True, "email": INPUT["email"]}
        self.assertEqual(answer, json.loads(described["output"]))
        self.assertEqual(list(range(1, 27)), [event["id"] for event in events])
        registered = self.exits(events)["RegisterUser"]
        self.assertEqual({"registrations": [answer] * 3}, json.loads(registered["output"]))
        if self.knows("StateExitedEventDetails", "assignedVariables"):
            self.assertEqual({"user": INPUT, "registered": 3},
                             {name: json.loads(value) for name, value in registered["assignedVariables"].items()})
        self.assertEqual([{**INPUT, "registered": 3}], self.given_to("send-email-notification", events))

    def test_what_fails_for_good_is_rolled_back(self):
        machine = self.create("jsonata-failing", with_short_retries(DEFINITION))
        runs = (("register-user-in-products", "RegisterUser", 3), ("send-email-notification", "SendEmailNotification", 1))
        for function, state, attempts in runs:
            given = {**INPUT, "fail": {function: "always"}}
            described, events = self.run_on(machine, given)
            self.assertEqual("SUCCEEDED", described["status"])
            self.assertEqual(attempts, len(self.given_to(function, events)))
            rolled_back = self.given_to("rollback-register-flow", events)[0]
            failure = rolled_back.pop("failure")
            self.assertEqual({**given, "state": state}, rolled_back)
            self.assertEqual("ServiceUnavailable", failure["Error"])
            self.assertEqual(f"{function} refuses {INPUT['username']}", json.loads(failure["Cause"])["errorMessage"])
            if self.knows("StateExitedEventDetails", "assignedVariables"):
                self.assertEqual(failure, json.loads(self.exits(events)[state]["assignedVariables"]["failure"]))

    def test_an_expression_that_fails_has_an_event(self):
        states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Output": {"x": ["{% $states.input.x + 1 %}"]}, "End": True}}
        machine = self.create("jsonata-wrong", json.dumps({"QueryLanguage": "JSONata", "StartAt": "A", "States": states}))
        described, events = self.run_on(machine, {"x": "one"})
        cause = ("An error occurred while executing the state 'B' (entered at the event id #4). The JSONata expression "
                 "'$states.input.x + 1' specified for the field 'Output/x[0]' threw an error during evaluation. "
                 'T2001: The left side of the "+" operator must evaluate to a number')
        failure = {"error": "States.QueryEvaluationError", "cause": cause}
        self.assertEqual({"status": "FAILED", **failure}, {name: described[name] for name in ("status", "error", "cause")})
        if self.knows("HistoryEvent", "evaluationFailedEventDetails"):
            self.assertEqual({**failure, "location": "Output/x[0]", "state": "B"}, events[4]["evaluationFailedEventDetails"])
        self.assertEqual(("EvaluationFailed", 3), (events[4]["type"], events[4]["previousEventId"]))

    def test_an_expression_that_is_none_is_refused(self):
        states = {"A": {"Type": "Pass", "Output": "{% 1 + %}", "End": True}}
        with self.assertRaisesRegex(self.sfn.exceptions.InvalidDefinition, "INVALID_JSONATA_EXPRESSION"):
            self.create("jsonata-refused", json.dumps({"QueryLanguage": "JSONata", "StartAt": "A", "States": states}))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

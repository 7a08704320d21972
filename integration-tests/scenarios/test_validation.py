"""ValidateStateMachineDefinition as callers see it: severities, how many findings, and what is not judged."""
import json
import unittest

from harness.client import ApiError, Client
from harness.server import Server

PASS = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
WARNED = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": "$.a", "End": True}}})
# Each retrier lacks its ErrorEquals.
MANY = json.dumps({"StartAt": "T", "States": {"T": {
    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Retry": [{}] * 150, "End": True}}})


class Validation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--in-memory")
        cls.client = Client(cls.server.endpoint)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def validate(self, definition, **members):
        return self.client.call("ValidateStateMachineDefinition", definition=definition, **members)

    def test_warnings_are_listed_on_demand_and_do_not_fail(self):
        self.assertEqual(self.validate(WARNED), {"result": "OK", "diagnostics": [], "truncated": False})
        answer = self.validate(WARNED, severity="WARNING")
        self.assertEqual((answer["result"], answer["truncated"]), ("OK", False))
        self.assertEqual([(finding["severity"], finding["code"], finding["location"]) for finding in answer["diagnostics"]],
                         [("WARNING", "PASS_RESULT_IS_STATIC", "/States/P/Result")])

    def test_a_hundred_findings_are_listed_unless_fewer_are_wanted(self):
        for wanted, listed in ((None, 100), (0, 100), (100, 100), (3, 3)):
            with self.subTest(wanted):
                answer = self.validate(MANY, **({} if wanted is None else {"maxResults": wanted}))
                self.assertEqual((answer["result"], len(answer["diagnostics"]), answer["truncated"]), ("FAIL", listed, True))

    def test_what_is_no_request_is_an_error(self):
        for members, words in (({"definition": ""}, "Value at 'definition' failed to satisfy constraint: "
                                                    "Member must have length greater than or equal to 1"),
                               ({"definition": PASS, "maxResults": 101}, "Value '101' at 'maxResults' failed to satisfy constraint: "
                                                                         "Member must have value less than or equal to 100"),
                               ({"definition": PASS, "severity": "INFO"}, "Value 'INFO' at 'severity' failed to satisfy constraint: "
                                                                          "Member must satisfy enum value set: [ERROR, WARNING]")):
            with self.subTest(words):
                with self.assertRaises(ApiError) as raised:
                    self.client.call("ValidateStateMachineDefinition", **members)
                self.assertEqual(raised.exception.code, "ValidationException")
                self.assertEqual(raised.exception.body["message"], "1 validation error detected: " + words)

    def test_what_cannot_be_run_here_is_judged_as_aws_does(self):
        definition = json.dumps({"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
        self.assertEqual(self.validate(definition)["result"], "OK")

    def test_nothing_is_stored(self):
        self.validate(PASS)
        self.assertEqual(self.client.call("ListStateMachines"), {"stateMachines": []})


if __name__ == "__main__":
    unittest.main()

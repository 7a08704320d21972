"""GetExecutionHistory: pages in either direction, and histories without their data."""
import json
import unittest

from harness.client import ApiError, Client
from harness.server import Server

ROLE = "arn:aws:iam::123456789012:role/role"
# 2 + 4 * 40 + 4 events: more than a page has where nothing is said.
MACHINE = {"StartAt": "M", "States": {"M": {"Type": "Map", "End": True, "ItemProcessor": {
    "StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"v.$": "$"}, "End": True}}}}}}
EVENTS = 166


class HistoryPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--in-memory", "--log-level", "off")
        cls.addClassCleanup(cls.server.kill)
        cls.client = Client(cls.server.endpoint)
        machine = cls.client.call("CreateStateMachine", name="m", roleArn=ROLE, definition=json.dumps(MACHINE))
        cls.execution = cls.client.call("StartExecution", stateMachineArn=machine["stateMachineArn"],
                                        input=json.dumps([7] * 40))["executionArn"]
        cls.client.wait(cls.execution)
        cls.events = cls.client.events(cls.execution)

    def page(self, **request):
        return self.client.call("GetExecutionHistory", executionArn=self.execution, **request)

    def pages(self, **request):
        pages, token = [], {}
        while True:
            page = self.page(**request, **token)
            pages.append(page["events"])
            if "nextToken" not in page:
                return pages
            token = {"nextToken": page["nextToken"]}

    def test_pages_have_a_hundred_events_where_nothing_else_is_said(self):
        self.assertEqual(EVENTS, len(self.events))
        for request in ({}, {"maxResults": 0}):
            self.assertEqual([100, 66], [len(page) for page in self.pages(**request)])

    def test_pages_together_are_the_history(self):
        for size in (1, 7, 83, 166, 1000):
            pages = self.pages(maxResults=size)
            self.assertEqual(self.events, [event for page in pages for event in page])
            self.assertEqual({size}, {len(page) for page in pages[:-1]} or {size})

    def test_the_newest_first_are_the_same_events_with_the_same_ids(self):
        for size in (7, 1000):
            self.assertEqual(self.events[::-1], [event for page in self.pages(maxResults=size, reverseOrder=True) for event in page])

    def test_the_token_of_one_direction_is_none_of_the_other(self):
        token = self.page(maxResults=1)["nextToken"]
        with self.assertRaises(ApiError) as refused:
            self.page(maxResults=1, reverseOrder=True, nextToken=token)
        self.assertEqual("InvalidToken", refused.exception.code)

    def test_without_execution_data_ids_and_names_stay(self):
        whole, bare = self.page(maxResults=1000)["events"], self.page(maxResults=1000, includeExecutionData=False)["events"]
        for event, without in zip(whole, bare, strict=True):
            self.assertEqual([event[key] for key in ("id", "previousEventId", "type", "timestamp")],
                             [without[key] for key in ("id", "previousEventId", "type", "timestamp")])
            kept = {key: {name: value for name, value in details.items() if name in ("name", "index", "length", "roleArn", "error", "cause")}
                    for key, details in event.items() if key.endswith("EventDetails")}
            self.assertEqual(kept, {key: details for key, details in without.items() if key.endswith("EventDetails")})
        self.assertIn("assignedVariables", json.dumps(whole))


if __name__ == "__main__":
    unittest.main()

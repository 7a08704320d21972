"""A client of the AWS JSON 1.0 protocol without any library, for tests that look at the wire or make many calls."""
import http.client
import json
import time
from urllib.parse import urlsplit


class ApiError(Exception):
    def __init__(self, status, body):
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.code = str(body.get("__type", "")).rpartition("#")[2]


class Client:
    def __init__(self, endpoint, account="123456789012", region="us-east-1"):
        self.address = urlsplit(endpoint)
        self.authorization = (
            f"AWS4-HMAC-SHA256 Credential={account}/20260101/{region}/states/aws4_request, "
            "SignedHeaders=host;x-amz-date, Signature=0")

    def call(self, action, timeout=20, **request):
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=timeout)
        try:
            connection.request("POST", "/", json.dumps(request), {
                "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions." + action,
                "Authorization": self.authorization})
            response = connection.getresponse()
            body = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise ApiError(response.status, body)
        return body

    def events(self, execution_arn):
        """The whole history, through all pages."""
        events, token = [], {}
        while True:
            page = self.call("GetExecutionHistory", executionArn=execution_arn, maxResults=1000, **token)
            events += page["events"]
            if "nextToken" not in page:
                return events
            token = {"nextToken": page["nextToken"]}

    def wait(self, execution_arn, seconds=60):
        deadline = time.monotonic() + seconds
        while True:
            described = self.call("DescribeExecution", executionArn=execution_arn)
            if described["status"] != "RUNNING" or time.monotonic() > deadline:
                return described
            time.sleep(0.02)


ENDS = {"ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"}


def history_faults(events):
    """What is wrong with a history of a closed execution, as texts: gaps, doubles, times that go back, ends other than one."""
    faults = []
    if [event["id"] for event in events] != list(range(1, len(events) + 1)):
        faults.append(f"ids are {[event['id'] for event in events]}")
    for before, event in zip(events, events[1:]):
        if event["timestamp"] < before["timestamp"]:
            faults.append(f"event {event['id']} is older than the one before")
    faults += [f"event {event['id']} follows {event['previousEventId']}"
               for event in events if event["previousEventId"] >= event["id"]]
    ends = [event["id"] for event in events if event["type"] in ENDS]
    if ends != [len(events)]:
        faults.append(f"the ends are at {ends} of {len(events)}")
    return faults

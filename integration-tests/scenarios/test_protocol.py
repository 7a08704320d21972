"""The wire of AWS JSON 1.0 as the real server speaks it: headers, error bodies, numbers, who calls."""
import http.client
import json
import re
import unittest

from harness.client import ApiError, Client
from harness.server import Server

PASS = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})
ROLE = "arn:aws:iam::123456789012:role/role"
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
UNKNOWN = b'{"__type":"com.amazon.coral.service#UnknownOperationException"}'
SERIALIZATION = b'{"__type":"com.amazon.coral.service#SerializationException"}'


class Protocol(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--in-memory")
        cls.client = Client(cls.server.endpoint)

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def request(self, body, method="POST", path="/", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()

    def call(self, target, body, content_type="application/x-amz-json-1.0", **headers):
        return self.request(body, X_Amz_Target=target, Content_Type=content_type, **headers)

    def test_an_answer_has_type_and_request_id(self):
        status, headers, body = self.call("AWSStepFunctions.ListStateMachines", b'{"maxResults":1}')
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "application/x-amz-json-1.0")
        self.assertRegex(headers["x-amzn-RequestId"], UUID)
        self.assertIn("stateMachines", json.loads(body))

    def test_unknown_actions_are_told_so(self):
        for target in ("AWSStepFunctions.Nonsense", "AWSStepFunctions.", "DynamoDB_20120810.ListTables", "ListStateMachines", "",
                       "awsstepfunctions.ListStateMachines"):
            with self.subTest(target):
                status, headers, body = self.call(target, b"{}")
                self.assertEqual((status, body), (400, UNKNOWN))
                self.assertEqual(headers["Content-Type"], "application/x-amz-json-1.0")
                self.assertRegex(headers["x-amzn-RequestId"], UUID)
        self.assertEqual(self.request(b"{}", Content_Type="application/x-amz-json-1.0")[::2], (400, UNKNOWN))

    def test_what_a_form_can_send_is_no_action(self):
        for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json", ""):
            with self.subTest(content_type):
                status, _, body = self.call("AWSStepFunctions.ListStateMachines", b"{}", content_type)
                self.assertEqual((status, body), (400, UNKNOWN))

    def test_a_body_that_is_no_object_is_no_request(self):
        for body in (b"{", b"[]", b"1", b'"x"', b"null", b"nonsense", b"{}{}", b'{"a":1,}', b"{'a':1}", b'{"a":NaN}', b"\xff\xfe{}",
                     b'\xef\xbb\xbf{}', b'{"stateMachineArn":"\xff"}', b'{"name":"\\ud800"}', b'{"a":"\x01"}'):
            with self.subTest(body):
                status, _, answer = self.call("AWSStepFunctions.ListStateMachines", body)
                self.assertEqual((status, answer), (400, SERIALIZATION))

    def test_no_body_is_an_empty_object(self):
        status, _, body = self.call("AWSStepFunctions.ListStateMachines", b"")
        self.assertEqual(status, 200)
        self.assertIn("stateMachines", json.loads(body))

    def test_a_member_of_another_type_is_no_request(self):
        for body in (b'{"maxResults":"1"}', b'{"maxResults":[]}', b'{"nextToken":1}', b'{"nextToken":{}}'):
            with self.subTest(body):
                status, _, answer = self.call("AWSStepFunctions.ListStateMachines", body)
                self.assertEqual(status, 400)
                self.assertEqual(json.loads(answer)["__type"], "com.amazon.coral.service#SerializationException")

    def test_members_that_are_unknown_or_null_are_not_there(self):
        status, _, _ = self.call("AWSStepFunctions.ListStateMachines", b'{"maxResults":null,"unknown":{"a":[1]}}')
        self.assertEqual(status, 200)

    def test_deep_nesting_is_refused_and_harms_nobody(self):
        for depth in (2_000, 100_000, 400_000):
            with self.subTest(depth):
                body = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
                self.assertEqual(self.call("AWSStepFunctions.ListStateMachines", body)[0], 400)
        self.assertEqual(self.call("AWSStepFunctions.ListStateMachines", b"{}")[0], 200)

    def test_errors_have_a_type_with_namespace_and_a_message(self):
        arn = "arn:aws:states:us-east-1:123456789012:stateMachine:nobody"
        status, headers, body = self.call("AWSStepFunctions.DescribeStateMachine", json.dumps({"stateMachineArn": arn}))
        self.assertEqual(status, 400)
        self.assertEqual(headers["Content-Type"], "application/x-amz-json-1.0")
        self.assertEqual(json.loads(body), {
            "__type": "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist",
            "message": f"State Machine Does Not Exist: '{arn}'"})

    def test_a_broken_constraint_has_the_words_of_the_framework(self):
        status, _, body = self.call("AWSStepFunctions.ListStateMachines", b'{"maxResults":1001}')
        self.assertEqual((status, json.loads(body)), (400, {
            "__type": "com.amazon.coral.validate#ValidationException",
            "message": "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: "
                       "Member must have value less than or equal to 1000"}))

    def test_times_are_numbers_of_seconds_with_milliseconds(self):
        created = self.call("AWSStepFunctions.CreateStateMachine",
                            json.dumps({"name": "times", "definition": PASS, "roleArn": ROLE}))[2]
        self.assertRegex(created, rb'"creationDate":1\d{9}(\.\d{1,3})?[,}]')

    def test_an_action_without_output_answers_an_empty_object(self):
        arn = self.client.call("CreateStateMachine", name="gone", definition=PASS, roleArn=ROLE)["stateMachineArn"]
        status, _, body = self.call("AWSStepFunctions.DeleteStateMachine", json.dumps({"stateMachineArn": arn}))
        self.assertEqual((status, body), (200, b"{}"))

    def test_the_caller_is_known_by_key_and_scope(self):
        def owner(client):
            arn = client.call("CreateStateMachine", name="owned", definition=PASS, roleArn=ROLE)["stateMachineArn"]
            return arn.split(":")[3:5]

        endpoint = self.server.endpoint
        self.assertEqual(owner(Client(endpoint, account="999999999999", region="eu-west-1")), ["eu-west-1", "999999999999"])
        # What is no account, such as a real key id, is the default's.
        self.assertEqual(owner(Client(endpoint, account="AKIAIOSFODNN7EXAMPLE", region="eu-north-1")), ["eu-north-1", "123456789012"])
        self.assertEqual(owner(Client(endpoint, account="12345678901", region="eu-south-1")), ["eu-south-1", "123456789012"])
        # What is no region neither, and never gets into an ARN.
        self.assertEqual(owner(Client(endpoint, account="111111111111", region="x:y")), ["us-east-1", "111111111111"])
        unsigned = Client(endpoint)
        unsigned.authorization = "nonsense"
        self.assertEqual(owner(unsigned), ["us-east-1", "123456789012"])

    def test_owners_do_not_see_each_other(self):
        one = Client(self.server.endpoint, account="222222222222")
        other = Client(self.server.endpoint, account="333333333333")
        arn = one.call("CreateStateMachine", name="private", definition=PASS, roleArn=ROLE)["stateMachineArn"]
        self.assertEqual(other.call("ListStateMachines")["stateMachines"], [])
        with self.assertRaises(ApiError):
            other.call("DescribeStateMachine", stateMachineArn=arn)

    def test_paths_and_methods_that_are_not_served(self):
        for method, path, status, allow in (("GET", "/", 405, "OPTIONS, POST"), ("GET", "/nothing", 404, None),
                                            ("POST", "/other", 404, None), ("PUT", "/", 405, "GET, HEAD, OPTIONS, POST"),
                                            ("DELETE", "/health", 405, "GET, HEAD, OPTIONS, POST"),
                                            ("GET", "/../etc/passwd", 404, None), ("GET", "/health/", 404, None)):
            with self.subTest(f"{method} {path}"):
                answered, headers, body = self.request(None, method, path)
                self.assertEqual((answered, headers["Allow"]), (status, allow))
                self.assertIn("__type", json.loads(body))

    def test_health_tells_that_the_server_works(self):
        status, headers, body = self.request(None, "GET", "/health")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
        health = json.loads(body)
        self.assertEqual(health["status"], "ok")
        for count in ("stateMachines", "executions", "runningExecutions", "executionsInMemory", "timers", "callsInFlight",
                      "connections"):
            self.assertIsInstance(health[count], int, count)
        status, headers, body = self.request(None, "HEAD", "/health")
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 0)

    def test_web_pages_are_refused_unless_they_are_allowed(self):
        status, headers, _ = self.call("AWSStepFunctions.ListStateMachines", b"{}", Origin="http://evil.example")
        self.assertEqual((status, headers["Access-Control-Allow-Origin"]), (403, None))
        status, _, _ = self.request(None, "GET", "/health", Host="rebound.example")
        self.assertEqual(status, 403)
        # SDKs may call any host: they send no mark of a browser.
        status, _, _ = self.call("AWSStepFunctions.ListStateMachines", b"{}", Host="sync-states.us-east-1.amazonaws.com")
        self.assertEqual(status, 200)
        preflight = self.request(None, "OPTIONS", "/", Origin="http://evil.example", Access_Control_Request_Method="POST")
        self.assertEqual((preflight[0], preflight[1]["Access-Control-Allow-Origin"]), (403, None))


class AllowedOrigin(unittest.TestCase):
    def test_an_allowed_page_can_call_and_read(self):
        server = Server("--in-memory", "--allow-origin", "http://localhost:3000")
        self.addCleanup(server.stop)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        self.addCleanup(connection.close)
        connection.request("OPTIONS", "/", headers={
            "Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type,x-amz-target"})
        response = connection.getresponse()
        response.read()
        self.assertEqual(response.status, 204)
        self.assertEqual(response.headers["Access-Control-Allow-Origin"], "http://localhost:3000")
        self.assertEqual(response.headers["Access-Control-Allow-Headers"], "content-type,x-amz-target")
        connection.request("POST", "/", "{}", {
            "Origin": "http://localhost:3000", "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "AWSStepFunctions.ListStateMachines"})
        response = connection.getresponse()
        response.read()
        self.assertEqual((response.status, response.headers["Access-Control-Allow-Origin"]), (200, "http://localhost:3000"))
        self.assertEqual(response.headers["Vary"], "Origin")


if __name__ == "__main__":
    unittest.main()

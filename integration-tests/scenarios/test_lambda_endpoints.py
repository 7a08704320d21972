"""Functions served by the tools that people have: each fake answers as its tool does, and the history shows what AWS's would.

The fakes know only what a caller can see: paths, headers, statuses and bodies.
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest
from urllib.parse import parse_qs, unquote, urlsplit

from harness.client import Client
from harness.server import Server, free_port

ROLE = "arn:aws:iam::123456789012:role/role"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
INVOKE_PATH = re.compile(r"^/2015-03-31/functions/([^/]+)/invocations$")
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
FAILURE = {"errorMessage": "no", "errorType": "CustomError", "stackTrace": ["line 1"]}


class Tool:
    """A fake on a free port. `answer(request)` gives status, headers and body; requests are kept."""

    def __init__(self, answer, tls=None):
        tool = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                tool.requests.append(self)
                status, headers, body = answer(self)
                if status is None:  # hang up without an answer
                    self.close_connection = True
                    return
                self.send_response_only(status)
                for name, value in {"Content-Length": len(body), **headers}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(body)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        scheme = "https" if tls else "http"
        self.endpoint = f"{scheme}://localhost:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()


def result_of(name, event):
    """What the functions of these tests do. Bytes are an answer of their own, a dict of FAILURE an error."""
    if name == "echo":
        return event
    if name == "fails":
        return FAILURE
    return None


def dumps(value):
    return json.dumps(value, separators=(",", ":")).encode()


def sam_local(request):
    """`sam local start-lambda`"""
    url = urlsplit(request.path)
    if url.query:
        return (400, {"x-amzn-errortype": "InvalidRequestContent", "Content-Type": "application/json"},
                dumps({"Type": "User", "Message": "Query Parameters are not supported"}))
    if request.headers.get("X-Amz-Log-Type", "None") != "None":
        return (501, {"x-amzn-errortype": "NotImplemented", "Content-Type": "application/json"},
                dumps({"Type": "LocalService", "Message": "log-type: Tail is not supported. None is only supported."}))
    name = unquote(INVOKE_PATH.match(url.path)[1]).split(":")[-1]
    if name not in ("echo", "fails"):
        return (404, {"x-amzn-errortype": "ResourceNotFound", "Content-Type": "application/json"},
                dumps({"Type": "User", "Message": f"Function not found: arn:aws:lambda:us-west-2:012345678912:function:{name}"}))
    result = result_of(name, json.loads(request.body or b"{}"))
    headers = {"Content-Type": "application/json"}
    if isinstance(result, dict) and "errorType" in result:
        headers["x-amz-function-error"] = "Unhandled"
    return 200, headers, dumps(result)


def runtime_interface_emulator(name):
    """A container of a Lambda base image, which serves one function under a fixed path."""
    def answer(request):
        if request.path != "/2015-03-31/functions/function/invocations":
            return 404, {}, b"404 page not found\n"
        if name == "slow":
            return 200, {}, b"Task timed out after 3.00 seconds"
        if name == "broken":
            return 502, {}, dumps({"errorMessage": "No module named 'x'", "errorType": "Runtime.ImportModuleError"})
        if name == "busy":
            return 400, {}, b""
        return 200, {"Content-Type": "text/plain; charset=utf-8"}, dumps(result_of(name, json.loads(request.body or b"{}")))
    return answer


def serverless_offline(request):
    name = unquote(INVOKE_PATH.match(urlsplit(request.path).path)[1])
    function = name.removeprefix("service-dev-")
    if function not in ("echo", "fails", "nothing"):
        return (404, {"x-amzn-ErrorType": "ResourceNotFoundException", "Content-Type": "application/json"},
                dumps({"Message": f"Function not found: {name}", "Type": "User"}))
    if request.headers.get("X-Amz-Invocation-Type") == "Event":
        return 202, {}, b""
    if function == "fails":
        return (200, {"X-Amz-Function-Error": "Unhandled"},
                dumps({"errorMessage": "no", "errorType": "Error", "trace": ["Error: no"]}))
    result = result_of(function, json.loads(request.body or b"{}"))
    return 200, {}, b"" if result is None else dumps(result)


def like_aws(request):
    """LocalStack and its kind."""
    url = urlsplit(request.path)
    name = unquote(INVOKE_PATH.match(url.path)[1])
    version = parse_qs(url.query).get("Qualifier", ["$LATEST"])[0]
    headers = {"x-amzn-RequestId": "00000000-0000-4000-8000-000000000001", "Content-Type": "application/json"}
    if name == "throttled":
        return 429, {**headers, "x-amzn-ErrorType": "TooManyRequestsException"}, dumps({"message": "Rate Exceeded."})
    if name == "down":
        return 503, headers, b""
    if name == "hangs-up":
        return None, {}, b""
    if name not in ("echo", "fails", "looks-like-an-error", "large"):
        arn = f"{ARN}{name}:{version}"
        return (404, {**headers, "x-amzn-ErrorType": "ResourceNotFoundException"},
                dumps({"Type": "User", "Message": f"Function not found: {arn}"}))
    headers["X-Amz-Executed-Version"] = version
    if request.headers.get("X-Amz-Invocation-Type") == "Event":
        return 202, headers, b""
    if name == "looks-like-an-error":
        return 200, headers, dumps(FAILURE)
    if name == "large":
        return 200, headers, dumps("x" * json.loads(request.body))
    if name == "fails":
        headers["X-Amz-Function-Error"] = "Unhandled"
    return 200, headers, dumps(result_of(name, json.loads(request.body or b"{}")))


class LambdaEndpoints(unittest.TestCase):
    def serve(self, *options, env=None):
        server = Server("--in-memory", "--log-level", "off", *options, env=env)
        self.addCleanup(server.stop)
        self.client = Client(server.endpoint)
        self.machines = 0

    def tool(self, answer, tls=None):
        tool = Tool(answer, tls)
        self.addCleanup(tool.close)
        return tool

    def run_task(self, task, event=None):
        """DescribeExecution of an execution with this one Task state."""
        self.machines += 1
        definition = {"StartAt": "T", "States": {"T": {"Type": "Task", "End": True, **task}}}
        machine = self.client.call("CreateStateMachine", name=f"m{self.machines}", definition=json.dumps(definition), roleArn=ROLE)
        started = self.client.call("StartExecution", stateMachineArn=machine["stateMachineArn"],
                                   input=json.dumps({} if event is None else event))
        self.events = None
        described = self.client.wait(started["executionArn"])
        self.events = [event["type"] for event in self.client.events(started["executionArn"])]
        return described

    def by_arn(self, name, event=None):
        return self.run_task({"Resource": ARN + name}, event)

    def by_invoke(self, **parameters):
        return self.run_task({"Resource": "arn:aws:states:::lambda:invoke", "Parameters": parameters})

    def assert_output(self, described, expected):
        self.assertEqual(described["status"], "SUCCEEDED", described)
        self.assertEqual(json.loads(described["output"]), expected)

    def assert_payload(self, described, expected):
        self.assertEqual(described["status"], "SUCCEEDED", described)
        self.assertEqual(json.loads(described["output"])["Payload"], expected)

    def assert_failure(self, described, error, cause):
        self.assertEqual((described["status"], described.get("error")), ("FAILED", error), described)
        self.assertEqual(described["cause"], cause)

    def assert_unknown_function(self, described, code, function):
        """By a tool that names no request: the server does."""
        self.assertEqual((described["status"], described["error"]), ("FAILED", "Lambda.ResourceNotFoundException"))
        self.assertRegex(
            described["cause"], rf"^Function not found: {function} \(Service: AWSLambda; Status Code: 404; Error Code: {code}; "
            rf"Request ID: {UUID}; Proxy: null\)$")

    def test_sam_local(self):
        tool = self.tool(sam_local)
        self.serve("--lambda-endpoint", tool.endpoint, "--lambda-no-qualifier")
        self.assert_output(self.by_arn("echo", {"a": [1]}), {"a": [1]})
        self.assert_output(self.by_arn("echo:live", 1), 1)
        self.assert_payload(self.by_invoke(FunctionName="echo", Payload={"b": 2}), {"b": 2})
        self.assert_payload(self.by_invoke(FunctionName="echo"), {})
        self.assert_failure(self.by_arn("fails"), "CustomError", dumps(FAILURE).decode())
        self.assertIn("LambdaFunctionFailed", self.events)
        self.assert_unknown_function(self.by_invoke(FunctionName="nobody"), "ResourceNotFound",
                                     "arn:aws:lambda:us-west-2:012345678912:function:nobody")
        self.assertIn("TaskFailed", self.events)
        described = self.by_invoke(FunctionName="echo", LogType="Tail")
        self.assertEqual(described["error"], "Lambda.AWSLambdaException")
        self.assertTrue(all(not urlsplit(request.path).query for request in tool.requests))

    def test_runtime_interface_emulator(self):
        path = "/2015-03-31/functions/function/invocations"
        options = []
        for name in ("echo", "fails", "slow", "broken", "busy"):
            tool = self.tool(runtime_interface_emulator(name))
            options += ["--function-endpoint", f"{name}={tool.endpoint}{path}"]
        self.serve(*options)
        self.assert_output(self.by_arn("echo", {"a": 1}), {"a": 1})
        self.assert_payload(self.by_invoke(FunctionName="echo", Payload=[1]), [1])
        self.assert_failure(self.by_arn("fails"), "CustomError", dumps(FAILURE).decode())
        self.assert_failure(self.by_invoke(FunctionName="fails"), "CustomError", dumps(FAILURE).decode())
        self.assert_failure(self.by_arn("slow"), "Lambda.Unknown",
                            "The cause could not be determined because Lambda did not return an error type. Returned payload: "
                            "Task timed out after 3.00 seconds")
        self.assert_failure(self.by_arn("broken"), "Runtime.ImportModuleError",
                            '{"errorMessage":"No module named \'x\'","errorType":"Runtime.ImportModuleError"}')
        self.assertEqual(self.by_arn("busy")["error"], "Lambda.AWSLambdaException")
        # A function without an endpoint: the cause says what to do.
        described = self.by_arn("other")
        self.assertEqual(described["error"], "Lambda.SdkClientException")
        self.assertIn("--function-endpoint", described["cause"])

    def test_serverless_offline(self):
        tool = self.tool(serverless_offline)
        self.serve(env={"LAMBDA_ENDPOINT": tool.endpoint})
        self.assert_output(self.by_arn("service-dev-echo", {"a": "é"}), {"a": "é"})
        self.assert_output(self.by_arn("service-dev-nothing"), None)
        self.assert_payload(self.by_invoke(FunctionName="service-dev-nothing"), None)
        self.assert_failure(self.by_arn("service-dev-fails"), "Error", '{"errorMessage":"no","errorType":"Error","trace":["Error: no"]}')
        described = self.by_invoke(FunctionName="service-dev-echo", InvocationType="Event", Payload=1)
        self.assertEqual(json.loads(described["output"])["StatusCode"], 202)
        self.assert_unknown_function(self.by_invoke(FunctionName="nobody"), "ResourceNotFoundException", "nobody")

    def test_emulators_that_answer_as_aws_does(self):
        tool = self.tool(like_aws)
        self.serve("--lambda-endpoint", tool.endpoint + "/")
        described = self.by_invoke(FunctionName="echo:live", Payload={"a": 1})
        self.assert_payload(described, {"a": 1})
        output = json.loads(described["output"])
        self.assertEqual(list(output), sorted(output))
        self.assertEqual((output["ExecutedVersion"], output["StatusCode"]), ("live", 200))
        self.assertEqual(output["SdkResponseMetadata"], {"RequestId": "00000000-0000-4000-8000-000000000001"})
        self.assert_failure(self.by_arn("fails"), "CustomError", dumps(FAILURE).decode())
        # A server that knows Lambda's headers says what failed; this function only returned such a document.
        self.assert_output(self.by_arn("looks-like-an-error"), FAILURE)
        self.assert_failure(
            self.by_arn("nobody:1"), "Lambda.ResourceNotFoundException",
            f"Function not found: {ARN}nobody:1 (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; "
            "Request ID: 00000000-0000-4000-8000-000000000001; Proxy: null)")
        self.assert_failure(
            self.by_invoke(FunctionName="throttled"), "Lambda.TooManyRequestsException",
            "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; "
            "Request ID: 00000000-0000-4000-8000-000000000001; Proxy: null)")
        self.assertEqual(self.by_invoke(FunctionName="down")["error"], "Lambda.ServiceException")
        described = self.by_invoke(FunctionName="hangs-up")
        self.assertEqual(described["error"], "Lambda.SdkClientException")
        self.assertTrue(described["cause"].endswith(" failed to respond"), described["cause"])

    def test_results_have_the_limit_of_state_data(self):
        self.serve("--lambda-endpoint", self.tool(like_aws).endpoint)
        self.assert_output(self.by_arn("large", 262_142), "x" * 262_142)
        for size in (262_143, 7_000_000):
            self.assert_failure(
                self.by_arn("large", size), "States.DataLimitExceeded",
                f"The state/task '{ARN}large' returned a result with a size exceeding the maximum number of bytes service limit.")
        self.assert_failure(
            self.by_invoke(FunctionName="large", Payload=262_143), "States.DataLimitExceeded",
            "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.")

    def test_every_request_is_signed_for_lambda(self):
        tool = self.tool(like_aws)
        self.serve("--lambda-endpoint", tool.endpoint, env={"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SESSION_TOKEN": "token"})
        self.by_arn("echo")
        headers = tool.requests[0].headers
        self.assertRegex(headers["Authorization"], r"^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/us-east-1/lambda/aws4_request, "
                                                   r"SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$")
        self.assertEqual(headers["X-Amz-Security-Token"], "token")
        self.assertEqual(headers["Host"], urlsplit(tool.endpoint).netloc)

    def test_connections_are_used_again(self):
        ports = set()

        def answer(request):
            ports.add(request.client_address[1])
            return like_aws(request)

        self.serve("--lambda-endpoint", self.tool(answer).endpoint)
        for number in range(5):
            self.assert_output(self.by_arn("echo", number), number)
        self.assertEqual(len(ports), 1)

    def test_nobody_listens(self):
        port = free_port()
        self.serve("--lambda-endpoint", f"http://127.0.0.1:{port}")
        self.assert_failure(self.by_arn("echo"), "Lambda.SdkClientException",
                            f"Unable to execute HTTP request: Connect to 127.0.0.1:{port} failed: Connection refused")
        self.assertEqual(self.events, ["ExecutionStarted", "TaskStateEntered", "LambdaFunctionScheduled", "LambdaFunctionStarted",
                                       "LambdaFunctionFailed", "ExecutionFailed"])

    def test_a_name_that_does_not_resolve(self):
        self.serve("--lambda-endpoint", "http://nobody.invalid:1")
        self.assert_failure(self.by_arn("echo"), "Lambda.SdkClientException",
                            "Unable to execute HTTP request: nobody.invalid: Name or service not known")

    def test_a_function_that_never_answers_times_out(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        self.serve("--lambda-endpoint", f"http://127.0.0.1:{listener.getsockname()[1]}")
        described = self.run_task({"Resource": ARN + "f", "TimeoutSeconds": 1})
        self.assertEqual((described["status"], described["error"]), ("FAILED", "States.Timeout"))
        self.assertEqual(self.events[-2:], ["LambdaFunctionTimedOut", "ExecutionFailed"])

    def test_the_endpoint_of_all_sdks_serves_unless_it_is_this_server(self):
        tool = self.tool(like_aws)
        self.serve(env={"AWS_ENDPOINT_URL": tool.endpoint})
        self.assert_output(self.by_arn("echo", 1), 1)

    @unittest.skipUnless(shutil.which("openssl"), "openssl makes the certificate")
    def test_tls_is_verified(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        key, certificate = (str(pathlib.Path(folder.name) / name) for name in ("key.pem", "certificate.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                        key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                       check=True, capture_output=True)
        tool = self.tool(like_aws, (certificate, key))
        self.serve("--lambda-endpoint", tool.endpoint, env={"SSL_CERT_FILE": certificate})
        self.assert_output(self.by_arn("echo", 1), 1)
        self.assert_output(self.by_arn("echo", 2), 2)
        self.serve("--lambda-endpoint", tool.endpoint, env={"SSL_CERT_FILE": os.devnull})
        described = self.by_arn("echo")
        self.assertEqual(described["error"], "Lambda.SdkClientException")
        self.assertIn("certificate verify failed", described["cause"])


if __name__ == "__main__":
    unittest.main()

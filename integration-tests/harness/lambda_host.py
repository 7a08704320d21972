"""Answers Lambda's Invoke API from a Python function, for tests that script what functions answer."""
import http.server
import json
import re
import sys
import threading
from urllib.parse import unquote, urlsplit

INVOCATION = re.compile(r"/2015-03-31/functions/(?:.*:function:)?([^/:]+)(?::[^/]*)?/invocations/?$")


class FunctionError(Exception):
    """What a function threw; `document` is what Lambda makes of it."""

    def __init__(self, document):
        super().__init__(document)
        self.document = document


class Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, address):
        if not isinstance(sys.exc_info()[1], OSError):  # that is a server that was killed between two requests
            super().handle_error(request, address)


class LambdaHost:
    """`function(name, event)` returns the result or raises FunctionError; it runs in a thread of its own for each call."""

    def __init__(self, function):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                payload = self.rfile.read(int(self.headers["Content-Length"]))
                name = INVOCATION.search(unquote(urlsplit(self.path).path))[1]
                try:
                    self.answer(function(name, json.loads(payload)), {})
                except FunctionError as failure:
                    self.answer(failure.document, {"X-Amz-Function-Error": "Unhandled"})

            def answer(self, document, headers):
                body = json.dumps(document, separators=(",", ":")).encode()
                try:
                    self.send_response(200)
                    for header, value in {**headers, "Content-Length": len(body)}.items():
                        self.send_header(header, str(value))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # the server was killed, or gave the call up

        self.http = Listener(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()

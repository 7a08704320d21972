"""The suites of recorded cases, which live beside the checkout. Cases that fail must be exactly those in known_failures.txt."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from conformance import reasons
from harness.server import BINARY, ROOT, Server, free_port

SUITES = ROOT.parent / "shared/conformance"
KNOWN_FAILURES = pathlib.Path(__file__).resolve().parents[1] / "known_failures.txt"
SUITE_SECONDS = 300


def run_suite(script, server, *options):
    command = [sys.executable, SUITES / script, "--endpoint", server.endpoint, "--known-failures", KNOWN_FAILURES, *options]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=SUITE_SECONDS)


@unittest.skipUnless(SUITES.is_dir(), f"there are no recorded cases at {SUITES}")
class Conformance(unittest.TestCase):
    def check(self, done):
        """Shows the counts always, and what is not as known_failures.txt says if there is any."""
        counts = [line for line in done.stdout.splitlines() if re.search(r"\d+ passed, \d+ failed", line)]
        print(f"\n{counts[-1] if counts else 'no counts'} ({pathlib.Path(done.args[1]).name})", flush=True)
        self.assertEqual(0, done.returncode, f"not as {KNOWN_FAILURES.name} says:\n{done.stdout}{done.stderr}")

    def test_recorded_calls_are_answered_as_aws_answered_them(self):
        lambda_port = free_port()
        server = Server("--in-memory", "--log-level", "off", env={"LAMBDA_ENDPOINT": f"http://127.0.0.1:{lambda_port}"})
        self.addCleanup(server.kill)
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "report.json"
            done = run_suite("run_recorded.py", server, "--lambda-port", lambda_port, "--report", report)
            results = json.loads(report.read_text())
        within_reach = [case["name"] for case in reasons.read_cases(SUITES / "recorded") if not reasons.missing(case)]
        passed = sum(results[name] is None for name in within_reach)
        print(f"\n{passed} of {len(within_reach)} cases pass that use only what is built", flush=True)
        self.check(done)

    def test_single_definitions_end_as_on_aws(self):
        server = Server("--in-memory", "--log-level", "off")
        self.addCleanup(server.kill)
        self.check(run_suite("run_small.py", server))

    def evaluate(self, language, *cases):
        command = [sys.executable, SUITES / "run_eval.py", language, BINARY, *cases]
        self.check(subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=SUITE_SECONDS))

    def test_jsonata_yields_what_the_reference_implementation_yields(self):
        self.evaluate("jsonata", *sorted((SUITES / "jsonata/cases").glob("*.json")))

    def test_paths_yield_what_the_library_that_aws_uses_yields(self):
        self.evaluate("jsonpath", SUITES / "jsonpath/cases.json")


if __name__ == "__main__":
    unittest.main()

"""Kills the real server at seeded moments while the sample runs, and checks what it had told anybody against what is left.

The clients' log is the truth: an execution whose start was answered exists, a history that was read is a prefix of the final one,
and every execution ends once, in the state and with the output that its input asks for. The seed is printed on failure; set
SFN_CRASH_SEED to run it again, SFN_CRASH_KILLS for more kills.
"""
import http.client
import json
import os
import pathlib
import random
import secrets
import tempfile
import threading
import time
import unittest

from harness import sample
from harness.client import ApiError, Client, history_faults
from harness.server import Functions, Server

KILLS = int(os.environ.get("SFN_CRASH_KILLS", "50"))
LANES = 4  # servers that are killed side by side, each with its own data
RUN_SECONDS = 3.0  # the longest run: three attempts within 2.5 seconds
BUSY_SECONDS = 0.3  # when most events are written
END_SECONDS = 60
# How a client sees that the server was killed before it had answered.
CUT_OFF = (OSError, ValueError, http.client.HTTPException)


def moments(seed):
    """When each server is to be killed after its start: half of them where most happens, the rest over the whole run."""
    dice = random.Random(seed)
    busy = KILLS // 2
    spread = [dice.uniform(0, 1) for _ in range(KILLS)]
    times = [(i + spread[i]) / busy * BUSY_SECONDS for i in range(busy)]
    rest = KILLS - busy
    times += [BUSY_SECONDS + (i + spread[busy + i]) / rest * (RUN_SECONDS - BUSY_SECONDS) for i in range(rest)]
    dice.shuffle(times)
    return times


class Lane:
    """One data directory, its servers one after the other, and what they have told."""

    def __init__(self, name, folder, functions):
        self.name, self.folder, self.functions = name, folder, functions
        self.machine = None
        self.runs = {}  # execution name → run, of every start that was tried
        self.acknowledged = {}  # execution name → ARN
        self.seen = {}  # ARN → the longest history that was read
        self.faults = []

    def start_server(self):
        return Server("--data-dir", self.folder, "--lambda-endpoint", self.functions, "--log-level", "error")

    def create_machine(self):
        server = self.start_server()
        self.machine = Client(server.endpoint).call(
            "CreateStateMachine", name="registration", roleArn=sample.ROLE,
            definition=sample.definition(interval_seconds=1))["stateMachineArn"]
        server.kill()

    def live_and_die(self, moment, number):
        """A server's life: it gets the four runs, is read all the time, and is killed at its moment."""
        server = self.start_server()
        client, over = Client(server.endpoint), threading.Event()
        threads = [threading.Thread(target=self.start_runs, args=(client, number)),
                   threading.Thread(target=self.read_histories, args=(client, over))]
        for thread in threads:
            thread.start()
        time.sleep(moment)
        server.kill()
        over.set()
        for thread in threads:
            thread.join()

    def start_runs(self, client, number):
        for run in sample.RUNS:
            name = f"{self.name}-{number}-{run}"
            self.runs[name] = run
            try:
                started = client.call("StartExecution", stateMachineArn=self.machine, name=name,
                                      input=sample.run_input(run, name))
                self.acknowledged[name] = started["executionArn"]
            except ApiError as error:
                self.faults.append(f"{name} was refused: {error}")
            except CUT_OFF:
                return  # this start may have happened or not

    def read_histories(self, client, over):
        while not over.wait(0.02):
            for arn in list(self.acknowledged.values()):
                try:
                    events = client.events(arn)
                except ApiError as error:
                    self.faults.append(f"the history of {arn} was refused: {error}")
                except CUT_OFF:
                    return
                else:
                    self.see(arn, events)

    def see(self, arn, events):
        before = self.seen.get(arn, [])
        if events[:len(before)] != before:
            self.faults.append(f"{arn} had {before[-1]}, and later {events[len(before) - 1:len(before)]}")
        self.seen[arn] = events

    def check(self):
        server = self.start_server()
        try:
            client = Client(server.endpoint)
            kept = {}
            token = {}
            while True:
                page = client.call("ListExecutions", stateMachineArn=self.machine, maxResults=1000, **token)
                kept.update({execution["name"]: execution["executionArn"] for execution in page["executions"]})
                if "nextToken" not in page:
                    break
                token = {"nextToken": page["nextToken"]}
            self.faults += [f"{name} was acknowledged and is lost" for name in self.acknowledged if name not in kept]
            self.faults += [f"{name} was never asked for" for name in kept if name not in self.runs]
            for name, arn in kept.items():
                self.check_execution(client, name, arn)
        finally:
            server.kill()
        return len(kept)

    def check_execution(self, client, name, arn):
        described = client.wait(arn, END_SECONDS)
        events = client.events(arn)
        self.see(arn, events)
        self.faults += [f"{name}: {fault}" for fault in history_faults(events)]
        failing, last_state = sample.RUNS[self.runs[name]]
        expected = {
            "status": ("SUCCEEDED", described["status"]),
            "output": (sample.run_output(name), json.loads(described.get("output", "null"))),
            "last state": (last_state, sample.last_state(events)),
            "ParallelStateEntered": (1, sum(event["type"] == "ParallelStateEntered" for event in events)),
        }
        # AWS "Retry": MaxAttempts 2 makes three attempts, however often the server was killed between and during them.
        if failing.get("register-user-in-products") == "always":
            expected["attempts"] = (3, sample.attempts_of(events, "RegisterUserInProducts"))
        for what, (wanted, got) in expected.items():
            if wanted != got:
                self.faults.append(f"{name}: {what} is {got!r} and should be {wanted!r}")

    def run(self, times):
        try:
            self.create_machine()
            for number, moment in enumerate(times):
                self.live_and_die(moment, number)
            self.kept = self.check()
        except Exception as error:
            self.faults.append(f"lane {self.name}: {type(error).__name__}: {error}")
            raise


class Kill(unittest.TestCase):
    def test_nothing_acknowledged_is_lost_and_every_execution_ends_once(self):
        seed = os.environ.get("SFN_CRASH_SEED") or secrets.token_hex(4)
        functions = Functions()
        self.addCleanup(functions.kill)
        times = moments(seed)
        with tempfile.TemporaryDirectory() as folder:
            lanes = [Lane(f"lane{i}", pathlib.Path(folder) / str(i), functions.endpoint) for i in range(LANES)]
            threads = [threading.Thread(target=lane.run, args=(times[i::LANES],)) for i, lane in enumerate(lanes)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        faults = [fault for lane in lanes for fault in lane.faults]
        self.assertEqual([], faults[:20], f"{len(faults)} faults with SFN_CRASH_SEED={seed}")
        acknowledged = sum(len(lane.acknowledged) for lane in lanes)
        print(f"\nseed {seed}: {len(times)} kills, {acknowledged} starts acknowledged, "
              f"{sum(lane.kept for lane in lanes)} executions checked", flush=True)
        # A loop that kills before anything is acknowledged would prove nothing.
        self.assertGreater(acknowledged, 2 * KILLS)


if __name__ == "__main__":
    unittest.main()

"""The sample of samples/registration as the tests run it: its definition, and its four runs."""
import datetime
import json
import time

from harness.server import ROOT

FOLDER = ROOT / "samples/registration"
ROLE = "arn:aws:iam::123456789012:role/sample"
# Attempts come at 0, 1 and 2.5 seconds: what fails until this moment works again at the last of them, or sooner where the server
# was away for a while.
RECOVERS_AFTER = 1.75

# What fails in each of the four runs, by function, and the state in which the run ends.
RUNS = {
    "all-well": ({}, "SendEmailNotification"),
    "last-retry": ({"register-user-in-AD": RECOVERS_AFTER}, "SendEmailNotification"),
    "rolled-back": ({"register-user-in-products": "always"}, "RollbackRegistration"),
    "email-fails": ({"send-email-notification": "always"}, "RollbackRegistration"),
}


def definition(interval_seconds=None):
    """The sample's definition as text; with an interval, that of every Retry."""
    machine = json.loads((FOLDER / "state-machine.json").read_text())
    if interval_seconds is not None:
        for branch in machine["States"]["RegisterUser"]["Branches"]:
            for state in branch["States"].values():
                state["Retry"][0]["IntervalSeconds"] = interval_seconds
    return json.dumps(machine)


def run_input(run, username):
    """The input of one of the four runs, from now on. Functions decide by it and the clock alone."""
    failing = {name: until if until == "always" else iso(time.time() + until) for name, until in RUNS[run][0].items()}
    return json.dumps({"firstname": "Jane", "lastname": "John", "username": username, "email": f"{username}@example.com",
                       "fail": failing})


def iso(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(timespec="milliseconds")


def run_output(username):
    """What a run's last function answers, whichever it is."""
    return {"status": True, "email": f"{username}@example.com"}


def last_state(events):
    exited = [event for event in events if event["type"] == "TaskStateExited"]
    return exited[-1]["stateExitedEventDetails"]["name"] if exited else None


def attempts_of(events, state):
    """How many times a Task of the sample was attempted."""
    entered = {event["id"] for event in events
               if event["type"] == "TaskStateEntered" and event["stateEnteredEventDetails"]["name"] == state}
    belongs, attempts = set(entered), 0
    for event in events:
        if event["previousEventId"] in belongs and event["type"].startswith("LambdaFunction"):
            belongs.add(event["id"])
            attempts += event["type"] == "LambdaFunctionScheduled"
    return attempts

#!/usr/bin/env python3
"""Names, for a recorded case, what it uses that this server does not have yet: the reasons in known_failures.txt.

usage: reasons.py CASES_FOLDER REPORT      (REPORT: what run_recorded.py --report wrote)

Prints the failing cases as known_failures.txt groups them. Cases that use only what is built come last, each with its difference:
their reasons are found by reading, not by this script.
"""
import collections
import glob
import json
import re
import sys

BUILT_ACTIONS = {
    "CreateStateMachine", "DescribeStateMachine", "UpdateStateMachine", "DeleteStateMachine", "ListStateMachines", "StartExecution",
    "DescribeExecution", "DescribeStateMachineForExecution", "ListExecutions", "GetExecutionHistory", "StopExecution",
    "CreateActivity", "DescribeActivity", "DeleteActivity", "ListActivities", "GetActivityTask", "SendTaskSuccess",
    "SendTaskFailure", "SendTaskHeartbeat", "StartSyncExecution", "ValidateStateMachineDefinition", "ListMapRuns", "DescribeMapRun",
    "UpdateMapRun"}
# What is there for itself, in the order in which it is named: the first that a case uses is its reason.
GROUPS = (
    ("aliases", re.compile(r"StateMachineAlias(es)?$")),
    ("versions", re.compile(r"StateMachineVersions?$")),
    ("tags", re.compile(r"Tag")),
)
CALLED = re.compile(r"arn:aws:lambda:|arn:aws:states:::(lambda:invoke|states:startExecution|aws-sdk:sfn:)")


def missing_of_action(action):
    if action in BUILT_ACTIONS:
        return None
    return next((name for name, pattern in GROUPS if pattern.search(action)), f"the action {action}")


def states_of(value):
    """Every object of a definition, the definition itself first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from states_of(item)


def missing_of_definition(text):
    try:
        definition = json.loads(text)
    except (TypeError, ValueError):
        return
    for state in states_of(definition):
        if state.get("Type") != "Task":
            continue
        resource = str(state.get("Resource", ""))
        if resource.startswith("arn:aws:states:::") and not CALLED.match(resource):
            yield "integrations that are not called yet"


def missing_of_request(request):
    if request.get("type") == "EXPRESS":
        yield "Express workflows"
    if request.get("publish"):
        yield "versions"
    if request.get("tags"):
        yield "tags"
    for key in ("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"):
        if key in request:
            yield key


def missing(case):
    """What the case needs and the server lacks, the most telling first; empty if everything is there."""
    found = []
    for step in case["steps"]:
        action = missing_of_action(step["call"])
        found += [action] if action else []
    for step in case["steps"]:
        found += missing_of_definition(step["with"].get("definition"))
    for step in case["steps"]:
        found += missing_of_request(step["with"])
    return list(dict.fromkeys(found))


def read_cases(folder):
    cases = []
    for path in sorted(glob.glob(f"{folder}/*.json")):
        with open(path, encoding="utf-8") as file:
            cases += json.load(file)
    return cases


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    groups, unexplained = collections.defaultdict(list), []
    for case in read_cases(sys.argv[1]):
        difference = report.get(case["name"])
        reasons = missing(case)
        if difference and reasons:
            groups[reasons[0]].append(case["name"])
        elif difference:
            unexplained.append((case["name"], difference))
    for reason, names in sorted(groups.items()):
        print(f"# Not built yet: {reason}", *sorted(names), "", sep="\n")
    for name, difference in sorted(unexplained):
        print(f"# {name}", *("#   " + line for line in difference.splitlines()), "", sep="\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env node
// Prints an execution as a table, and fails unless it succeeded as expected.
//
// usage: show-run.mjs DESCRIPTION.json HISTORY.json LAST_STATE FAILED_CALLS
//   DESCRIPTION, HISTORY: answers of DescribeExecution and GetExecutionHistory
//   LAST_STATE, FAILED_CALLS: what is expected: the state after which it ended, and how many calls failed
import { readFileSync } from 'node:fs';

const [description, { events }] = process.argv.slice(2, 4).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const expected = `SUCCEEDED after ${process.argv[4]}, ${process.argv[5]} calls failed`;

// The AWS CLI writes times as ISO texts (version 2) or as seconds (version 1).
const seconds = (time) => (typeof time === 'number' ? time : Date.parse(time) / 1000);
const start = seconds(description.startDate);
const since = (time) => (seconds(time) - start).toFixed(2);

// The one member of an event that tells most: …EventDetails.
function detailsOf(event) {
  const name = Object.keys(event).find((key) => key.endsWith('EventDetails'));
  return name === undefined ? {} : event[name];
}

function about(event) {
  const details = detailsOf(event);
  const subject = details.name ?? details.resource?.split(':').at(-1) ?? '';
  return details.error === undefined ? subject : `${subject} ${details.error}`.trim();
}

// Events of branches are indented below those of their Parallel state.
function rows() {
  let depth = 0;
  return events.map((event) => {
    if (/^ParallelState(Succeeded|Failed)$/.test(event.type)) depth -= 1;
    const row = [String(event.id), since(event.timestamp), '  '.repeat(depth) + event.type, about(event)];
    if (event.type === 'ParallelStateStarted') depth += 1;
    return row;
  });
}

function print(table) {
  const width = (column) => Math.max(...table.map((row) => row[column].length));
  const widths = [width(0), width(1), width(2)];
  for (const [id, time, type, what] of table) {
    console.log(`  ${id.padStart(widths[0])}  ${time.padStart(widths[1])}  ${type.padEnd(widths[2])}  ${what}`.trimEnd());
  }
}

console.log(`\n--- ${description.name} ${'-'.repeat(Math.max(3, 90 - description.name.length))}`);
console.log(`  status  ${description.status} after ${since(description.stopDate)} s`);
console.log(`  output  ${description.output ?? `${description.error}: ${description.cause}`}`);
console.log();
print([['id', 's', 'event', 'state, function or error'], ...rows()]);

const lastState = events.filter((event) => event.type.endsWith('StateExited')).at(-1)?.stateExitedEventDetails.name;
const failedCalls = events.filter((event) => event.type === 'LambdaFunctionFailed').length;
const seen = `${description.status} after ${lastState}, ${failedCalls} calls failed`;
if (seen !== expected) {
  console.error(`\n${description.name}: expected: ${expected}; seen: ${seen}`);
  process.exit(1);
}

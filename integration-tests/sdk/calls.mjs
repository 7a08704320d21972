// Drives the sample by the AWS SDK for JavaScript v3.
// usage: calls.mjs MODULES_FOLDER ENDPOINT DEFINITION_FILE INPUT_FILE; exit status 0 if everything is as on AWS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const [modules, endpoint, definitionFile, inputFile] = process.argv.slice(2);
const sfn = createRequire(`${modules}/package.json`)('@aws-sdk/client-sfn');

const client = new sfn.SFNClient({
  endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1,
});
const send = (name, input) => client.send(new sfn[`${name}Command`](input));
const definition = readFileSync(definitionFile, 'utf8');
const input = readFileSync(inputFile, 'utf8');
const roleArn = 'arn:aws:iam::123456789012:role/sample';

const created = await send('CreateStateMachine', { name: 'javascript', definition, roleArn });
const { stateMachineArn } = created;
assert.equal(stateMachineArn, 'arn:aws:states:us-east-1:123456789012:stateMachine:javascript');
assert.ok(created.creationDate instanceof Date);
const machine = await send('DescribeStateMachine', { stateMachineArn });
assert.equal(machine.definition, definition);
assert.equal(machine.status, sfn.StateMachineStatus.ACTIVE);
const machines = await send('ListStateMachines', {});
assert.ok(machines.stateMachines.some((one) => one.stateMachineArn === stateMachineArn));

const { executionArn } = await send('StartExecution', { stateMachineArn, name: 'well', input });
let execution;
do {
  await sleep(50);
  execution = await send('DescribeExecution', { executionArn });
} while (execution.status === 'RUNNING');
assert.equal(execution.status, sfn.ExecutionStatus.SUCCEEDED);
assert.deepEqual(JSON.parse(execution.output), { status: true, email: JSON.parse(input).email });
assert.ok(execution.stopDate >= execution.startDate);
const used = await send('DescribeStateMachineForExecution', { executionArn });
assert.equal(used.stateMachineArn, stateMachineArn);

const events = [];
for await (const page of sfn.paginateGetExecutionHistory({ client, pageSize: 10 }, { executionArn })) {
  assert.ok(page.events.length <= 10);
  events.push(...page.events);
}
assert.deepEqual(events.map((event) => event.id), events.map((_, index) => index + 1));
assert.equal(events.length, 26);
assert.equal(events.at(-1).type, sfn.HistoryEventType.ExecutionSucceeded);
assert.ok(events[0].timestamp instanceof Date);

const failing = JSON.stringify({ ...JSON.parse(input), fail: { 'register-user-in-AD': 'always' } });
const running = await send('StartExecution', { stateMachineArn, name: 'stopped', input: failing });
const stopped = await send('StopExecution', { executionArn: running.executionArn, error: 'Enough', cause: 'of this' });
assert.ok(stopped.stopDate instanceof Date);
const aborted = await send('DescribeExecution', { executionArn: running.executionArn });
assert.deepEqual([aborted.status, aborted.error, aborted.cause], ['ABORTED', 'Enough', 'of this']);
const list = await send('ListExecutions', { stateMachineArn, statusFilter: 'ABORTED' });
assert.deepEqual(list.executions.map((one) => one.name), ['stopped']);

const changed = JSON.stringify({ ...JSON.parse(definition), Comment: 'changed' });
const updated = await send('UpdateStateMachine', { stateMachineArn, definition: changed });
assert.ok(updated.updateDate >= created.creationDate);
assert.equal((await send('DescribeStateMachine', { stateMachineArn })).definition, changed);

const rejects = (kind, name, request) => assert.rejects(send(name, request), (error) => {
  assert.ok(error instanceof sfn[kind], `${name}: ${error.name} is no ${kind}: ${error.message}`);
  assert.equal(error.$metadata.httpStatusCode, 400);
  assert.ok(error.message.length > 0);
  return true;
});
await rejects('ExecutionDoesNotExist', 'DescribeExecution', { executionArn: `${executionArn}-not` });
await rejects('ExecutionAlreadyExists', 'StartExecution', { stateMachineArn, name: 'well', input: '{"other":1}' });
await rejects('InvalidExecutionInput', 'StartExecution', { stateMachineArn, input: '{' });
await rejects('InvalidDefinition', 'CreateStateMachine', { name: 'wrong', definition: '{"StartAt":"A"}', roleArn });
await rejects('InvalidName', 'CreateStateMachine', { name: 'no spaces', definition, roleArn });
await rejects('InvalidArn', 'DescribeStateMachine', { stateMachineArn: 'arn:wrong' });
await rejects('StateMachineAlreadyExists', 'CreateStateMachine', { name: 'javascript', definition, roleArn });

// The SDK would put sync- before the name of the host.
const sync = new sfn.SFNClient({
  endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1, disableHostPrefix: true,
});
const express = await send('CreateStateMachine', {
  name: 'javascript-express', type: 'EXPRESS', roleArn, definition: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
});
const ended = await sync.send(new sfn.StartSyncExecutionCommand({ stateMachineArn: express.stateMachineArn, input: '[7]' }));
assert.equal(ended.status, sfn.SyncExecutionStatus.SUCCEEDED);
assert.equal(ended.output, '[7]');
assert.equal(ended.billingDetails.billedDurationInMilliseconds, 100);

await send('DeleteStateMachine', { stateMachineArn });
let gone = false;
for (let tries = 0; tries < 100 && !gone; ++tries) {
  gone = await send('DescribeStateMachine', { stateMachineArn }).then(() => sleep(50), (error) => {
    assert.ok(error instanceof sfn.StateMachineDoesNotExist, error.name);
    return true;
  });
}
assert.ok(gone, 'the state machine is still there');

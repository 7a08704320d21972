// Starts the host as a person would and calls it over HTTP.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

class Host {
  static async start(folder, ...options) {
    const host = new Host();
    host.process = spawn(process.execPath, [join(here, 'lambda-host.mjs'), '--port', '0', '--functions', folder, ...options]);
    host.output = '';
    for (const stream of [host.process.stdout, host.process.stderr]) stream.on('data', (data) => { host.output += data; });
    host.ended = new Promise((resolve) => { host.process.on('close', resolve); });
    host.endpoint = await new Promise((resolve, reject) => {
      host.process.stdout.on('data', () => {
        const url = /at (http:\/\/\S+)\n/.exec(host.output);
        if (url) resolve(url[1]);
      });
      host.ended.then((code) => reject(new Error(`ended with ${code}: ${host.output}`)));
    });
    return host;
  }

  async invoke(name, event, headers = {}, query = '') {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const response = await fetch(`${this.endpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations${query}`,
      { method: 'POST', headers, body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
  }

  stop() {
    this.process.kill('SIGTERM');
    return this.ended;
  }
}

const logOf = (answer) => Buffer.from(answer.headers.get('x-amz-log-result'), 'base64').toString('utf8');
const succeeds = (answer, value) => {
  assert.equal(answer.headers.get('x-amz-function-error'), null, answer.text);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json(), value);
};
const fails = (answer, errorType, errorMessage) => {
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('x-amz-function-error'), 'Unhandled');
  const error = answer.json();
  assert.equal(error.errorType, errorType);
  assert.match(error.errorMessage, errorMessage);
  return error;
};
const refused = (answer, status, errorType, message) => {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('x-amzn-errortype'), errorType);
  assert.match(answer.json().Message, message);
};

describe('the host of functions', () => {
  let host;
  before(async () => { host = await Host.start(join(here, 'testdata/functions'), '--timeout', '10', '--timeout', 'behave=1'); });
  after(() => host.stop());

  test('names every function and the address in one line', () => {
    assert.match(host.output,
      /^Serving behave, callback, context, echo, in-a-folder, module, sleep, synchronous at http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  test('answers with what the handler returns, and the headers of Lambda', async () => {
    const answer = await host.invoke('echo', { a: [1, 'ü'] });
    succeeds(answer, { a: [1, 'ü'] });
    assert.equal(answer.headers.get('x-amz-executed-version'), '$LATEST');
    assert.match(answer.headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
    assert.match(answer.headers.get('x-amzn-trace-id'), /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$/);
    assert.equal(answer.headers.get('x-amz-log-result'), null);
  });

  test('takes no body as an empty event', async () => succeeds(await host.invoke('echo', ''), {}));
  test('answers null where a handler returns nothing', async () => {
    succeeds(await host.invoke('behave', { way: 'returnsNothing' }), null);
  });
  test('runs handlers of ES modules, of folders, with callbacks, without promises', async () => {
    succeeds(await host.invoke('module', {}), 'from an ES module');
    succeeds(await host.invoke('in-a-folder', {}), 'from a folder');
    succeeds(await host.invoke('callback', {}), { called: 'back' });
    succeeds(await host.invoke('synchronous', { number: 21 }), { doubled: 42 });
    fails(await host.invoke('callback', { error: 'no' }), 'Error', /^no$/);
  });

  test('finds functions by name, partial ARN and ARN, with a qualifier in it or beside it', async () => {
    for (const name of ['echo', 'echo:$LATEST', 'function:echo', '123456789012:function:echo',
      'arn:aws:lambda:eu-west-1:111122223333:function:echo', 'arn:aws:lambda:eu-west-1:111122223333:function:echo:live']) {
      succeeds(await host.invoke(name, { name }), { name });
    }
    assert.equal((await host.invoke('echo:7', {})).headers.get('x-amz-executed-version'), '7');
    assert.equal((await host.invoke('echo', {}, {}, '?Qualifier=live')).headers.get('x-amz-executed-version'), '$LATEST');
  });

  test('hands the context on', async () => {
    const client = Buffer.from('{"custom":1}').toString('base64');
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:context:live';
    const context = (await host.invoke(arn, {}, { 'x-amz-client-context': client })).json();
    assert.equal(context.functionName, 'context');
    assert.equal(context.invokedFunctionArn, arn);
    assert.deepEqual(context.clientContext, { custom: 1 });
    assert.ok(context.remaining > 9000 && context.remaining <= 10000, String(context.remaining));
  });

  test('reports what a handler throws: type, message and trace', async () => {
    const error = fails(await host.invoke('behave', { way: 'throws' }), 'RangeError', /^out of range$/);
    assert.equal(error.trace[0], 'RangeError: out of range');
    assert.deepEqual(Object.keys(error), ['errorType', 'errorMessage', 'trace']);
    assert.deepEqual(fails(await host.invoke('behave', { way: 'throwsText' }), 'string', /^just text$/).trace, []);
  });

  test('reports results that cannot be sent', async () => {
    fails(await host.invoke('behave', { way: 'circular' }), 'Error', /^Unable to stringify response body$/);
    fails(await host.invoke('behave', { way: 'large' }), 'Function.ResponseSizeTooLarge', /\(6291556 bytes\)/);
  });

  for (const way of ['waits', 'loops']) {
    test(`stops a function that ${way} for ever, says so in Lambda's words, and goes on`, async () => {
      const answer = await host.invoke('behave', { way }, { 'x-amz-log-type': 'Tail' });
      assert.equal(answer.headers.get('x-amz-function-error'), 'Unhandled');
      assert.deepEqual(Object.keys(answer.json()), ['errorMessage']);
      assert.match(answer.json().errorMessage, /^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f-]{36} Task timed out after 1\.00 seconds$/);
      assert.ok(logOf(answer).includes(answer.json().errorMessage));
      succeeds(await host.invoke('behave', { way: 'returnsNothing' }), null);
    });
  }

  test('reports the end of a function\'s process and goes on', async () => {
    fails(await host.invoke('behave', { way: 'exits' }), 'Runtime.ExitError', /^RequestId: \S+ Error: .*exit status 3$/);
    fails(await host.invoke('behave', { way: 'crashes' }), 'Error', /^from a timer$/);
    fails(await host.invoke('behave', { way: 'rejects' }), 'Runtime.UnhandledPromiseRejection', /nobody awaits/);
    succeeds(await host.invoke('behave', { way: 'returnsNothing' }), null);
  });

  test('gives the log tail when asked: start, lines with time, request and level, end, report', async () => {
    const answer = await host.invoke('behave', { way: 'logs' }, { 'x-amz-log-type': 'Tail' });
    const id = answer.headers.get('x-amzn-requestid');
    const lines = logOf(answer).split('\n');
    assert.equal(lines[0], `START RequestId: ${id} Version: $LATEST`);
    assert.match(lines[1], new RegExp(`^\\S+Z\\t${id}\\tINFO\\thello log$`));
    assert.match(lines[2], new RegExp(`^\\S+Z\\t${id}\\tERROR\\t{ careful: true }$`));
    assert.equal(lines[3], 'raw');
    assert.equal(lines[4], `END RequestId: ${id}`);
    assert.match(lines[5], new RegExp(`^REPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\t`));
  });

  test('runs invocations of one function at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => host.invoke('sleep', { milliseconds: 1000 })));
    const spans = answers.map((answer) => answer.json());
    const others = spans.slice(1).filter((span) => span.from < spans[0].to && spans[0].from < span.to);
    assert.ok(others.length > 0, JSON.stringify(spans));
  });

  test('takes an event without waiting for its function, and runs nothing for a dry run', async () => {
    const started = performance.now();
    const answer = await host.invoke('sleep', { milliseconds: 5000 }, { 'x-amz-invocation-type': 'Event' });
    assert.equal(answer.status, 202);
    assert.equal(answer.text, '');
    assert.ok(performance.now() - started < 4000);
    assert.equal((await host.invoke('behave', { way: 'throws' }, { 'x-amz-invocation-type': 'DryRun' })).status, 204);
  });

  test('refuses what Lambda refuses', async () => {
    refused(await host.invoke('nope', {}), 404, 'ResourceNotFoundException',
      /^Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:\$LATEST$/);
    refused(await host.invoke('nope', {}, { 'x-amz-invocation-type': 'DryRun' }), 404, 'ResourceNotFoundException', /nope/);
    refused(await host.invoke('../functions/echo', {}), 400, 'InvalidParameterValueException', /no function name/);
    refused(await host.invoke('echo', '{"a":'), 400, 'InvalidRequestContentException', /^Could not parse request body into json/);
    refused(await host.invoke('echo', {}, { 'x-amz-invocation-type': 'Now' }), 400, 'InvalidParameterValueException', /Now/);
    refused(await host.invoke('echo', {}, { 'x-amz-log-type': 'Head' }), 400, 'InvalidParameterValueException', /Head/);
    refused(await host.invoke('echo', {}, { 'x-amz-client-context': 'e30x' }), 400, 'InvalidRequestContentException', /context/);
    refused(await host.invoke('echo', JSON.stringify('x'.repeat(6_291_456))), 413, 'RequestTooLargeException', /6291456/);
    refused(await host.invoke('echo', JSON.stringify('x'.repeat(1_048_576)), { 'x-amz-invocation-type': 'Event' }), 413,
      'RequestTooLargeException', /1048576/);
    const other = await fetch(`${host.endpoint}/2015-03-31/functions/echo`);
    assert.equal(other.status, 404);
    assert.equal(other.headers.get('x-amzn-errortype'), 'UnknownOperationException');
  });
});

test('modules that cannot be loaded are errors of the function, in Lambda\'s words', async () => {
  const host = await Host.start(join(here, 'testdata/broken'));
  fails(await host.invoke('syntax', {}), 'Runtime.UserCodeSyntaxError', /Unexpected/);
  fails(await host.invoke('import', {}), 'Runtime.ImportModuleError', /no-such-module/);
  fails(await host.invoke('handler', {}), 'Runtime.HandlerNotFound', /handler is undefined or not exported/);
  await host.stop();
});

test('an edited function and a new one are served without a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-host-'));
  const write = (name, result, seconds) => {
    writeFileSync(join(folder, `${name}.js`), `exports.handler = async () => ${JSON.stringify(result)};`);
    utimesSync(join(folder, `${name}.js`), seconds, seconds);
  };
  write('first', 'old', 1000);
  const host = await Host.start(folder, '--verbose');
  succeeds(await host.invoke('first', {}), 'old');
  write('first', 'new', 2000);
  succeeds(await host.invoke('first', {}), 'new');
  write('second', 'added', 1000);
  succeeds(await host.invoke('second', {}), 'added');
  assert.equal(await host.stop(), 0);
  assert.equal(host.output.match(/^START RequestId/gm).length, 3, 'the log of each invocation is printed');
  rmSync(folder, { recursive: true });
});

test('mistakes on the command line are told in one line, with the usage', async () => {
  for (const [options, message] of [
    [[], /^lambda-host: --functions is needed/],
    [['--functions', join(here, 'no-such-folder')], /is no folder/],
    [['--functions', here, '--port', 'x'], /'x' is no port/],
    [['--functions', here, '--timeout', 'echo=901'], /'echo=901' is no time-out/],
    [['--functions', here, '--colour'], /colour/],
  ]) {
    const host = spawn(process.execPath, [join(here, 'lambda-host.mjs'), ...options]);
    let errors = '';
    host.stderr.on('data', (data) => { errors += data; });
    assert.equal(await new Promise((resolve) => { host.on('close', resolve); }), 2);
    assert.match(errors, message);
    assert.match(errors, /\nusage: lambda-host\.mjs/);
  }
});

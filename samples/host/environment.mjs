// An execution environment, as Lambda calls it: a thread that loads one function's module and then runs one invocation
// at a time, so that a function that never returns, or ends its process, can be stopped without harm to any other.
//
// Messages to the parent: {kind: 'ready'}, {kind: 'broken', error}, {kind: 'log', text}, {kind: 'done', body},
// {kind: 'failed', error} and {kind: 'crashed', error}; from the parent: {event, context}, the event as text.
import { createRequire } from 'node:module';
import { format, types } from 'node:util';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

let requestId = '';

const post = (message) => parentPort.postMessage(message);

// AWS Lambda "Errors in Node.js": name, message and stack of what was thrown; what is no Error says only its type.
function errorDocument(thrown) {
  if (types.isNativeError(thrown) || thrown instanceof Error) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

// AWS Lambda "Using Node.js logging": time, request, level and text, divided by tabs.
function logLine(level, text) {
  post({ kind: 'log', text: `${new Date().toISOString()}\t${requestId}\t${level}\t${text}\n` });
}

function captureOutput() {
  for (const [method, level] of [['log', 'INFO'], ['info', 'INFO'], ['debug', 'DEBUG'], ['trace', 'TRACE'],
    ['warn', 'WARN'], ['error', 'ERROR']]) {
    console[method] = (...values) => logLine(level, format(...values));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk, encoding, callback) => {
      post({ kind: 'log', text: chunk.toString() });
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
  }
}

// CommonJS and ES modules both; only import() can load the second kind.
async function loadHandler(file) {
  let module;
  try {
    module = file.endsWith('.mjs') ? await import(pathToFileURL(file)) : createRequire(file)(file);
  } catch (thrown) {
    if (thrown?.code === 'ERR_REQUIRE_ESM') module = await import(pathToFileURL(file));
    else throw Object.assign(thrown, { name: loadErrorType(thrown) });
  }
  const handler = module.handler ?? module.default?.handler;
  if (typeof handler !== 'function') {
    throw Object.assign(new Error('index.handler is undefined or not exported'), { name: 'Runtime.HandlerNotFound' });
  }
  return handler;
}

function loadErrorType(thrown) {
  if (thrown instanceof SyntaxError) return 'Runtime.UserCodeSyntaxError';
  return /MODULE_NOT_FOUND$/.test(thrown?.code) ? 'Runtime.ImportModuleError' : thrown.name;
}

// A handler answers by its promise, or by a callback if it takes three parameters.
function call(handler, event, context) {
  return new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });
}

function serialise(result) {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
}

async function run(handler, { event, context }) {
  requestId = context.awsRequestId;
  const { deadline, ...members } = context;
  const remaining = { getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
  try {
    post({ kind: 'done', body: serialise(await call(handler, JSON.parse(event), { ...members, ...remaining })) });
  } catch (thrown) {
    fail('failed', errorDocument(thrown));
  }
}

function fail(kind, error) {
  logLine('ERROR', `Invoke Error \t${JSON.stringify(error)}`);
  post({ kind, error });
}

captureOutput();
// What escapes a handler ends its environment, as it ends a process of Lambda's.
process.on('uncaughtException', (thrown) => {
  fail('crashed', errorDocument(thrown));
  process.exit(1);
});
process.on('unhandledRejection', (reason) => {
  fail('crashed', { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason), trace: [] });
  process.exit(1);
});
try {
  const handler = await loadHandler(workerData.file);
  parentPort.on('message', (invocation) => run(handler, invocation));
  post({ kind: 'ready' });
} catch (thrown) {
  post({ kind: 'broken', error: errorDocument(thrown) });
}

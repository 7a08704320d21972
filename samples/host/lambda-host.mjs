#!/usr/bin/env node
// Serves every handler of a folder by Lambda's Invoke API: FOLDER/NAME.js or FOLDER/NAME/index.js is the function NAME.
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { FunctionPool } from './function-pool.mjs';
import { invokeApi } from './invoke-api.mjs';

const USAGE = `usage: lambda-host.mjs --functions FOLDER [--port PORT] [--host ADDRESS] [--timeout [NAME=]SECONDS]... [--verbose]

  --functions FOLDER          FOLDER/NAME.js and FOLDER/NAME/index.js (.cjs, .mjs too) are the function NAME
  --port PORT                 port to listen on; 0 takes a free one, which is printed (9001)
  --host ADDRESS              address to listen on (127.0.0.1)
  --timeout [NAME=]SECONDS    time-out of all functions, or of one (3, as in Lambda); may be repeated
  --verbose                   print the log of each invocation
`;
const DEFAULT_TIMEOUT_SECONDS = 3;
const LONGEST_TIMEOUT_SECONDS = 900;  // AWS Lambda quotas
// Longer than clients keep an idle connection, so that none is closed while it is being used again.
const KEEP_ALIVE_MILLISECONDS = 120_000;
const MODULE = /^([A-Za-z0-9_-]{1,64})\.(?:js|cjs|mjs)$/;

function main() {
  const options = readOptions();
  const pools = new Map();
  const findFunction = (name) => {
    const file = functionFiles(options.functions).get(name);
    if (file === undefined) return undefined;
    if (!pools.has(name)) pools.set(name, new FunctionPool(name, file, options.timeoutOf(name)));
    return pools.get(name);
  };
  const names = [...functionFiles(options.functions).keys()].sort();
  if (names.length === 0) fail(`there is no function in ${options.functions}`);

  const server = createServer(invokeApi(findFunction, options.verbose ? (log) => process.stdout.write(log) : () => {}));
  server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  server.on('error', (error) => fail(error.message));
  server.listen(options.port, options.host, () => {
    const { address, port, family } = server.address();
    const host = family === 'IPv6' ? `[${address}]` : address;
    console.log(`Serving ${names.join(', ')} at http://${host}:${port}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}

/** @returns {Map<string, string>} name → file; read anew each time, so that a new file is a new function */
function functionFiles(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const module = MODULE.exec(entry.name);
    if (entry.isDirectory()) {
      const index = readdirSync(path).find((name) => MODULE.exec(name)?.[1] === 'index');
      if (index !== undefined) files.set(entry.name, join(path, index));
    } else if (module) {
      files.set(module[1], path);
    }
  }
  return files;
}

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        functions: { type: 'string' },
        port: { type: 'string', default: '9001' },
        host: { type: 'string', default: '127.0.0.1' },
        timeout: { type: 'string', multiple: true, default: [] },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    fail(error.message);
  }
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  if (values.functions === undefined) fail('--functions is needed');
  if (!statSync(values.functions, { throwIfNoEntry: false })?.isDirectory()) fail(`${values.functions} is no folder`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`'${values.port}' is no port`);
  return { functions: resolve(values.functions), port, host: values.host, verbose: values.verbose,
    timeoutOf: timeouts(values.timeout) };
}

function timeouts(texts) {
  const seconds = new Map();
  for (const text of texts) {
    const [, name = '', number] = /^(?:([^=]+)=)?(\d+(?:\.\d+)?)$/.exec(text) ?? [];
    if (!(Number(number) > 0 && Number(number) <= LONGEST_TIMEOUT_SECONDS)) {
      fail(`'${text}' is no time-out: [NAME=]SECONDS, at most ${LONGEST_TIMEOUT_SECONDS}`);
    }
    seconds.set(name, Number(number));
  }
  return (name) => seconds.get(name) ?? seconds.get('') ?? DEFAULT_TIMEOUT_SECONDS;
}

function fail(message) {
  console.error(`lambda-host: ${message}\n\n${USAGE}`);
  process.exit(2);
}

main();

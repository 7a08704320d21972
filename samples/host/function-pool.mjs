// One function and its environments. Each environment runs one invocation at a time and is used again; more of them
// start while invocations wait, so that invocations run concurrently.
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const MOST_ENVIRONMENTS = 100;
// Short invocations are served by few environments: what waits takes whichever is free first.
const STARTING_AT_A_TIME = 2;
// AWS Lambda "Understanding the Lambda execution environment lifecycle": initialisation may take ten seconds.
const INIT_MILLISECONDS = 10_000;
// AWS Invoke, LogType: the last 4 KB of the log.
const LOG_TAIL_BYTES = 4096;
// AWS Lambda quotas: 6 MB, and room for what surrounds the payload.
const RESPONSE_BYTES = 6_291_556;

/** @typedef {{body: string, failed: boolean, log: Buffer}} Outcome  what the caller of an invocation gets */

const ignore = () => {};

class Environment {
  #worker;
  #current = { log: ignore, end: ignore };

  constructor(file) {
    this.changedAt = statSync(file).mtimeMs;
    this.#worker = new Worker(new URL('./environment.mjs', import.meta.url), { workerData: { file } });
    this.#worker.on('message', (message) => {
      if (message.kind === 'log') this.#current.log(message.text);
      else this.#current.end(message);
    });
    this.#worker.on('error', (error) => this.#current.end({ kind: 'crashed', error: workerError(error) }));
    this.#worker.on('exit', (code) => {
      this.isAlive = false;
      this.#current.end({ kind: 'exited', code });
    });
  }

  isAlive = true;

  /** Settles when the module is loaded, with an error document if it cannot be. */
  async start() {
    const ended = await this.#until(INIT_MILLISECONDS, ignore, ignore);
    if (ended.kind === 'ready') return undefined;
    this.stop();
    if (ended.kind === 'timed out') return { errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out after 10.00 seconds' };
    return ended.error ?? exitError(ended.code);
  }

  /** Runs one invocation to its end: done, failed, crashed, exited or timed out. */
  run(message, milliseconds, log) {
    return this.#until(milliseconds, log, () => this.#worker.postMessage(message));
  }

  stop() {
    this.isAlive = false;
    this.#worker.terminate();
  }

  #until(milliseconds, log, begin) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#current.end({ kind: 'timed out' }), milliseconds);
      const end = (message) => {
        clearTimeout(timer);
        this.#current = { log: ignore, end: ignore };
        resolve(message);
      };
      this.#current = { log, end };
      begin();
    });
  }
}

const workerError = (error) => ({ errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') });

function exitError(code) {
  const reason = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
  return { errorType: 'Runtime.ExitError', errorMessage: reason };
}

export class FunctionPool {
  #idle = [];
  #waiting = [];
  #starting = 0;
  #environments = 0;

  constructor(name, file, timeoutSeconds) {
    this.name = name;
    this.file = file;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** @returns {Promise<Outcome>} settles always; a function's error is an outcome too */
  invoke(event, context) {
    return new Promise((resolve) => {
      this.#waiting.push({ event, context, resolve });
      this.#serve();
    });
  }

  #serve() {
    this.#dismissOutdated();
    while (this.#waiting.length > 0 && this.#idle.length > 0) this.#run(this.#idle.pop(), this.#waiting.shift());
    while (this.#waiting.length > this.#starting && this.#starting < STARTING_AT_A_TIME
      && this.#environments < MOST_ENVIRONMENTS) this.#start();
  }

  // Who edits a function wants the new one from the next invocation on.
  #dismissOutdated() {
    if (this.#idle.length === 0) return;
    const changedAt = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
    const outdated = this.#idle.filter((environment) => !environment.isAlive || environment.changedAt !== changedAt);
    for (const environment of outdated) environment.stop();
    this.#environments -= outdated.length;
    this.#idle = this.#idle.filter((environment) => !outdated.includes(environment));
  }

  async #start() {
    this.#starting += 1;
    this.#environments += 1;
    const environment = new Environment(this.file);
    const error = await environment.start();
    this.#starting -= 1;
    if (error) {
      this.#environments -= 1;
      const first = this.#waiting.shift();
      first?.resolve({ body: JSON.stringify(withRequest(error, first.context)), failed: true, log: Buffer.alloc(0) });
    } else {
      this.#idle.push(environment);
    }
    this.#serve();
  }

  async #run(environment, { event, context, resolve }) {
    const { awsRequestId: id } = context;
    let log = `START RequestId: ${id} Version: ${context.functionVersion}\n`;
    const add = (text) => { log = (log + text).slice(-2 * LOG_TAIL_BYTES); };
    const startedAt = performance.now();
    const limit = this.timeoutSeconds * 1000;
    const ended = await environment.run({ event, context: { ...context, deadline: Date.now() + limit } }, limit, add);
    const duration = performance.now() - startedAt;
    add(`END RequestId: ${id}\nREPORT RequestId: ${id}\tDuration: ${duration.toFixed(2)} ms\t`
      + `Billed Duration: ${Math.ceil(duration)} ms\tMemory Size: ${context.memoryLimitInMB} MB\t\n`);
    const outcome = this.#outcome(ended, id);
    if (ended.kind === 'timed out') add(`${JSON.parse(outcome.body).errorMessage}\n\n`);
    if (ended.kind === 'timed out' || ended.kind === 'crashed') environment.stop();
    if (environment.isAlive) this.#idle.push(environment);
    else this.#environments -= 1;
    resolve({ ...outcome, log: Buffer.from(log).subarray(-LOG_TAIL_BYTES) });
    this.#serve();
  }

  #outcome(ended, id) {
    const failed = (error) => ({ body: JSON.stringify(error), failed: true });
    switch (ended.kind) {
      case 'done':
        return Buffer.byteLength(ended.body) > RESPONSE_BYTES ? failed(tooLarge()) : { body: ended.body, failed: false };
      case 'failed':
      case 'crashed':
        return failed(ended.error);
      case 'timed out': {
        // The document has no errorType: what a caller makes of it is the caller's rule.
        const seconds = this.timeoutSeconds.toFixed(2);
        return failed({ errorMessage: `${new Date().toISOString()} ${id} Task timed out after ${seconds} seconds` });
      }
      default:
        return failed(withRequest(exitError(ended.code), { awsRequestId: id }));
    }
  }
}

const withRequest = (error, { awsRequestId }) => (error.errorType === 'Runtime.ExitError'
  ? { ...error, errorMessage: `RequestId: ${awsRequestId} Error: ${error.errorMessage}` } : error);

const tooLarge = () => ({
  errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`,
  errorType: 'Function.ResponseSizeTooLarge',
});

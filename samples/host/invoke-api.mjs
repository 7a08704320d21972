// Lambda's Invoke API over HTTP: POST /2015-03-31/functions/NAME/invocations. Other operations are not served.
import { randomBytes, randomUUID } from 'node:crypto';

const INVOCATION_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;
// AWS Invoke, FunctionName: a name, a partial ARN or an ARN; each may end with a qualifier.
const FUNCTION_NAME = /^(?:(?:arn:[a-z-]+:lambda:([a-z0-9-]+):)?(\d{12}):function:|function:)?([A-Za-z0-9_-]{1,64})(?::(\$LATEST|[A-Za-z0-9_-]+))?$/;
// AWS Lambda quotas: payloads of synchronous and of asynchronous invocations.
const REQUEST_BYTES = { RequestResponse: 6_291_456, DryRun: 6_291_456, Event: 1_048_576 };
const DEFAULT_REGION = 'us-east-1';
const DEFAULT_ACCOUNT = '123456789012';
const LATEST = '$LATEST';

class ServiceError extends Error {
  constructor(status, type, message) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/**
 * @param {(name: string) => import('./function-pool.mjs').FunctionPool | undefined} findFunction
 * @param {(log: Buffer) => void} onLog  gets the end of each invocation's log
 */
export function invokeApi(findFunction, onLog) {
  return async (request, response) => {
    const id = randomUUID();
    response.setHeader('x-amzn-RequestId', id);
    try {
      await answer(request, response, id, findFunction, onLog);
    } catch (error) {
      if (error instanceof ServiceError) sendError(request, response, error);
      else if (!response.destroyed) sendError(request, response, new ServiceError(500, 'ServiceException', error.message));
    }
  };
}

async function answer(request, response, id, findFunction, onLog) {
  const target = parseTarget(request);
  const type = oneOf(request, 'x-amz-invocation-type', Object.keys(REQUEST_BYTES), 'RequestResponse');
  const logType = oneOf(request, 'x-amz-log-type', ['None', 'Tail'], 'None');
  const event = await readEvent(request, REQUEST_BYTES[type]);
  const pool = findFunction(target.name);
  if (!pool) throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${target.arn}:${target.qualifier}`);
  if (type === 'DryRun') return send(response, 204, '');

  const invoked = pool.invoke(event, context(request, target, id));
  invoked.then(({ log }) => onLog(log));
  if (type === 'Event') return send(response, 202, '');
  const outcome = await invoked;
  response.setHeader('X-Amz-Executed-Version', target.version);
  response.setHeader('X-Amzn-Trace-Id', request.headers['x-amzn-trace-id'] ?? newTraceId());
  if (outcome.failed) response.setHeader('X-Amz-Function-Error', 'Unhandled');
  if (logType === 'Tail') response.setHeader('X-Amz-Log-Result', outcome.log.toString('base64'));
  return send(response, 200, outcome.body);
}

function parseTarget(request) {
  const url = new URL(request.url, 'http://localhost');
  const path = INVOCATION_PATH.exec(url.pathname);
  if (!path || request.method !== 'POST') {
    throw new ServiceError(404, 'UnknownOperationException', `${request.method} ${url.pathname} is not served here, only `
      + 'POST /2015-03-31/functions/NAME/invocations');
  }
  const name = decode(path[1]);
  const parts = FUNCTION_NAME.exec(name);
  if (!parts) throw new ServiceError(400, 'InvalidParameterValueException', `'${name.slice(0, 200)}' is no function name or ARN`);
  const [, region = DEFAULT_REGION, account = DEFAULT_ACCOUNT, functionName, inName] = parts;
  const qualifier = url.searchParams.get('Qualifier') ?? inName ?? LATEST;
  const arn = `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  // Aliases lead to the one version that a folder has; a version by number is taken at its word.
  return { name: functionName, qualifier, arn, version: /^\d+$/.test(qualifier) ? qualifier : LATEST };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError(400, 'InvalidParameterValueException', `'${text.slice(0, 200)}' is not encoded as a URL's part`);
  }
}

function oneOf(request, header, values, otherwise) {
  const value = request.headers[header] ?? otherwise;
  if (values.includes(value)) return value;
  throw new ServiceError(400, 'InvalidParameterValueException', `${header} is '${value}', not one of ${values.join(', ')}`);
}

async function readEvent(request, limit) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
  }
  if (bytes > limit) {
    throw new ServiceError(413, 'RequestTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return '{}';
  try {
    JSON.parse(text);
  } catch (error) {
    throw new ServiceError(400, 'InvalidRequestContentException', `Could not parse request body into json: ${error.message}`);
  }
  return text;
}

// AWS Lambda "Using the Lambda context object to retrieve Node.js function information".
function context(request, target, id) {
  const suffix = target.qualifier === LATEST ? '' : `:${target.qualifier}`;
  return {
    awsRequestId: id,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: clientContext(request.headers['x-amz-client-context']),
    functionName: target.name,
    functionVersion: target.version,
    invokedFunctionArn: target.arn + suffix,
    logGroupName: `/aws/lambda/${target.name}`,
    logStreamName: `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[${target.version}]local`,
    memoryLimitInMB: '128',
  };
}

function clientContext(header) {
  if (header === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(header, 'base64').toString('utf8'));
  } catch {
    throw new ServiceError(400, 'InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.');
  }
}

const newTraceId = () => `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')};Sampled=0`;

function send(response, status, body) {
  response.statusCode = status;
  if (status !== 204) {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('x-amzn-Remapped-Content-Length', '0');
    response.setHeader('Content-Length', Buffer.byteLength(body));
  }
  response.end(body);
}

function sendError(request, response, error) {
  request.resume();  // a body that nobody reads would hold the connection
  response.setHeader('x-amzn-ErrorType', error.type);
  send(response, error.status, JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', Message: error.message }));
}

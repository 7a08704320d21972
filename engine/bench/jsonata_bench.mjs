// The same as jsonata_bench.cpp for the reference implementation, the npm package `jsonata`.
// usage: node jsonata_bench.mjs FOLDER_OF_NODE_MODULES < CASES
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const jsonata = createRequire(resolve(process.argv[2], 'x'))('jsonata');
const WARM_UP = 10e6;
const BATCH = 4e6;

async function measure(expression, input, bindings, least) {
  let evaluations = 0;
  const start = process.hrtime.bigint();
  let passed = 0;
  for (let batch = 1; passed < least; batch *= 2) {
    for (let i = 0; i < batch; ++i) await expression.evaluate(input, bindings);
    evaluations += batch;
    passed = Number(process.hrtime.bigint() - start);
  }
  return passed / evaluations;
}

async function nanoseconds({ expr, input, bindings = {} }) {
  const expression = jsonata(expr);
  await expression.evaluate(input, bindings);
  await measure(expression, input, bindings, WARM_UP);
  const batches = [];
  for (let i = 0; i < 5; ++i) batches.push(await measure(expression, input, bindings, BATCH));
  return batches.sort((a, b) => a - b)[2];
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer = 'null';
  try {
    answer = (await nanoseconds(JSON.parse(line))).toFixed(1);
  } catch {
    // It fails there, so there is nothing to compare.
  }
  console.log(answer);
}

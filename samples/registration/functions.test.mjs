// The five functions, called as Lambda calls them, and the workflow that names them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const require = createRequire(import.meta.url);
const readJson = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url)));
const input = readJson('input.json');
const names = ['register-user-in-AD', 'register-user-in-products', 'register-user-in-promotions', 'rollback-register-flow',
  'send-email-notification'];
const inMinutes = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();

for (const name of names) {
  const { handler } = require(`./functions/${name}.js`);

  test(`${name} answers with a status and the e-mail address`, async () => {
    assert.deepEqual(await handler(input), { status: true, email: 'jjohn@example.com' });
  });

  test(`${name} fails for good, or until a moment, when the event says so`, async () => {
    const failure = { name: 'ServiceUnavailable', message: `${name} refuses jjohn` };
    await assert.rejects(handler({ ...input, fail: { [name]: 'always' } }), failure);
    await assert.rejects(handler({ ...input, fail: { [name]: inMinutes(1) } }), failure);
    assert.equal((await handler({ ...input, fail: { [name]: inMinutes(-1) } })).status, true);
    assert.equal((await handler({ ...input, fail: { other: 'always' } })).status, true);
    await assert.rejects(handler({ ...input, fail: { [name]: 'soon' } }), /neither "always" nor a time/);
  });
}

for (const definition of ['state-machine.json', 'state-machine-jsonata.json']) {
  test(`${definition} calls exactly the functions of the folder`, () => {
    const called = JSON.stringify(readJson(definition)).match(/(?<=:function:)[\w-]+/g);
    const files = readdirSync(new URL('functions', import.meta.url)).map((file) => file.replace(/\.js$/, ''));
    assert.deepEqual([...called].sort(), names);
    assert.deepEqual(files.sort(), names);
  });
}

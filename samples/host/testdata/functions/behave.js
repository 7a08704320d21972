'use strict';

// Each event names one way in which a handler ends.
const ways = {
  throws: async () => { throw new RangeError('out of range'); },
  throwsText: async () => { throw 'just text'; },  // eslint-disable-line no-throw-literal
  returnsNothing: async () => {},
  circular: async () => { const ring = {}; ring.ring = ring; return ring; },
  large: async () => 'x'.repeat(6_300_000),
  loops: async () => { for (;;); },
  waits: () => new Promise(() => {}),
  exits: async () => process.exit(3),
  crashes: () => new Promise(() => { setImmediate(() => { throw new Error('from a timer'); }); }),
  rejects: () => new Promise(() => { Promise.reject(new Error('nobody awaits')); }),
  logs: async () => { console.log('hello %s', 'log'); console.error({ careful: true }); process.stdout.write('raw\n'); },
};

exports.handler = (event) => ways[event.way]();

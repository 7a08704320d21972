'use strict';

/**
 * Throws if the event says that this function is to fail: `"fail": {"<function>": "always"}`, or a time such as
 * "2026-01-01T12:00:00Z" until which it fails. Event and clock alone decide, so that copies of a function, restarted
 * ones too, agree.
 */
exports.failIfAsked = (event, functionName) => {
  const until = event.fail?.[functionName];
  if (until === undefined) return;
  if (until !== 'always' && Number.isNaN(Date.parse(until))) {
    throw new TypeError(`fail.${functionName} is "${until}", neither "always" nor a time`);
  }
  if (until === 'always' || Date.now() < Date.parse(until)) {
    const error = new Error(`${functionName} refuses ${event.username}`);
    error.name = 'ServiceUnavailable';
    throw error;
  }
};

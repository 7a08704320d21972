'use strict';

const { failIfAsked } = require('../simulated-failure');

exports.handler = async (event) => {
  failIfAsked(event, 'rollback-register-flow');
  console.log(`rolled back ${event.username} after ${event.failure?.Error}`);
  return { status: true, email: event.email };
};

'use strict';

const { failIfAsked } = require('../simulated-failure');

exports.handler = async (event) => {
  failIfAsked(event, 'register-user-in-AD');
  console.log(`directory: ${event.username} is ${event.firstname} ${event.lastname}`);
  return { status: true, email: event.email };
};

'use strict';

const { failIfAsked } = require('../simulated-failure');

exports.handler = async (event) => {
  failIfAsked(event, 'send-email-notification');
  console.log(`e-mail to ${event.email}: welcome, ${event.firstname}`);
  return { status: true, email: event.email };
};

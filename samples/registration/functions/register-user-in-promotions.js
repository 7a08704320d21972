'use strict';

const { failIfAsked } = require('../simulated-failure');

exports.handler = async (event) => {
  failIfAsked(event, 'register-user-in-promotions');
  console.log(`promotions: ${event.email} gets the newsletter`);
  return { status: true, email: event.email };
};

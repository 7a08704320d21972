'use strict';

const { failIfAsked } = require('../simulated-failure');

exports.handler = async (event) => {
  failIfAsked(event, 'register-user-in-products');
  console.log(`products: ${event.username} has an account`);
  return { status: true, email: event.email };
};

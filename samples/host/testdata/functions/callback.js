exports.handler = (event, context, callback) => {
  setTimeout(() => callback(event.error ? new Error(event.error) : null, { called: 'back' }), 1);
};

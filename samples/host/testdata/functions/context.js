exports.handler = async (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });

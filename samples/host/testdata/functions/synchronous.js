exports.handler = (event) => ({ doubled: event.number * 2 });

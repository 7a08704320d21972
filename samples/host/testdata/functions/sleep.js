exports.handler = (event) => new Promise((resolve) => { setTimeout(resolve, event.milliseconds, 'slept'); });

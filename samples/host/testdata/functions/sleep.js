exports.handler = async (event) => {
  const from = Date.now();
  await new Promise((resolve) => { setTimeout(resolve, event.milliseconds); });
  return { from, to: Date.now() };
};

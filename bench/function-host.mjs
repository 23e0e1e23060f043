/**
 * Runs one bundled Lambda function in a process of its own, as Lambda does: events come, and answers go, as messages. Each
 * answer says when its event had come, in milliseconds since the epoch.
 */
const { handler } = await import(process.argv[2]);

process.on('message', ({ id, event }) => {
  const began = performance.timeOrigin + performance.now();
  handler(event).then(
    (response) => process.send({ id, began, response }),
    (error) => process.send({ id, began, error: String(error) }),
  );
});
process.send({ ready: true });

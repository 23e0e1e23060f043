/** Runs one bundled Lambda function in a process of its own, as Lambda does: events come, and answers go, as messages. */
const { handler } = await import(process.argv[2]);

process.on('message', ({ id, event }) => {
  handler(event).then(
    (response) => process.send({ id, response }),
    (error) => process.send({ id, error: String(error) }),
  );
});
process.send({ ready: true });

// A container of the function: loads the bundle whose path is its first argument, answers each line of JSON on standard input
// ({event, remainingMs}) with a line on standard error, and leaves standard output to what the function logs, as Lambda does.
const { createInterface } = require('node:readline');

const { handler } = require(process.argv[2]);

createInterface({ input: process.stdin }).on('line', async (line) => {
  const { event, remainingMs } = JSON.parse(line);
  const end = Date.now() + remainingMs;
  const answer = await handler(event, { awsRequestId: 'lambda-id-1', getRemainingTimeInMillis: () => end - Date.now() });
  process.stderr.write(`${JSON.stringify({ answer, leftMs: end - Date.now() })}\n`);
});

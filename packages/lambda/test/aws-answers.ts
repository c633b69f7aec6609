import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** An AWS in this process that says yes to everything, keeps nothing, and remembers what it was asked. */
export interface AwsAnswers {
  readonly url: string;
  /** The bodies of the requests so far, each with the operation it was for. */
  readonly asked: readonly { readonly operation: string; readonly body: string }[];
  /** Leaves Comprehend without an answer from here on. */
  hangComprehend(): void;
  stop(): void;
}

const JUDGEMENT = { Sentiment: 'POSITIVE', SentimentScore: { Positive: 0.97, Negative: 0.01, Neutral: 0.015, Mixed: 0.005 } };

/** Starts it on a free port of 127.0.0.1. */
export async function startAwsAnswers(): Promise<AwsAnswers> {
  const asked: { operation: string; body: string }[] = [];
  let hanging = false;
  const server = createServer(async (request, response) => {
    const operation = operationOf(request);
    asked.push({ operation, body: await text(request) });
    if (operation === 'DetectSentiment') return void (hanging || response.end(JSON.stringify(JUDGEMENT)));
    response.end(request.method === 'POST' ? '{}' : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    hangComprehend: () => {
      hanging = true;
    },
    stop: () => void server.close().closeAllConnections(),
  };
}

/** JSON services name the operation in a header, S3 by its method. */
function operationOf({ headers, method = '' }: IncomingMessage): string {
  return String(headers['x-amz-target'] ?? method).replace(/^.*\./, '');
}

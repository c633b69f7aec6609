import { GetCommand, PutCommand, type QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

type Item = Readonly<Record<string, unknown>>;

/** What any of the commands may answer. */
interface Answer {
  readonly Attributes: undefined;
  readonly Item: Item | undefined;
  readonly Items: Item[] | undefined;
  readonly LastEvaluatedKey: Item | undefined;
}

const NOTHING: Answer = { Attributes: undefined, Item: undefined, Items: undefined, LastEvaluatedKey: undefined };

const positionOf = (item: Item = {}) => String(item['listPosition'] ?? '');

/** A table in memory that understands the commands of the store: puts if absent, gets by key, queries of an index. */
export class MemoryTable {
  readonly queries: QueryCommandInput[] = [];
  readonly #items = new Map<string, Item>();
  /** Attempts that a refused put says it made. */
  attempts = 1;

  async send(command: PutCommand | GetCommand | QueryCommand): Promise<Answer> {
    if (command instanceof PutCommand) return this.#put(command.input.Item ?? {});
    if (command instanceof GetCommand) return { ...NOTHING, Item: this.#items.get(keyOf(command.input.Key)) };
    return this.#query(command.input);
  }

  #put(item: Item): Answer {
    if (this.#items.has(keyOf(item))) {
      const $metadata = { httpStatusCode: 400, attempts: this.attempts };
      throw Object.assign(new Error('The conditional request failed'), { name: 'ConditionalCheckFailedException', $metadata });
    }
    this.#items.set(keyOf(item), { ...item });
    return NOTHING;
  }

  /** As DynamoDB does it: the limit counts what is read and not what the filter leaves, and a full page has a key to go on from. */
  #query(input: QueryCommandInput): Answer {
    this.queries.push(input);
    const { KeyConditionExpression = '', ExpressionAttributeValues: values = {}, ExclusiveStartKey, Limit = 0 } = input;
    const [partitionKey = ''] = KeyConditionExpression.split(' ');
    const before = ExclusiveStartKey ? positionOf(ExclusiveStartKey) : '~';
    const found = [...this.#items.values()]
      .filter((item) => item[partitionKey] === values[':shard'] && positionOf(item) < before)
      .filter((item) => positionOf(item) >= values[':first'] && positionOf(item) <= values[':last'])
      .sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : -1))
      .slice(0, Limit);
    const Items = found.filter((item) => values[':only'] === undefined || item['sentiment'] === values[':only']);
    return { ...NOTHING, Items, LastEvaluatedKey: found.length === Limit ? found.at(-1) : undefined };
  }
}

const keyOf = ({ feedbackId, timestamp }: Item = {}) => `${feedbackId} ${timestamp}`;

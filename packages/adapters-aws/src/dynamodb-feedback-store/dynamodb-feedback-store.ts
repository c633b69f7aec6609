import { isDeepStrictEqual } from 'node:util';
import {
  GetCommand,
  type GetCommandOutput,
  PutCommand,
  type PutCommandOutput,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Claim, Claimed, FeedbackRecord, FeedbackStore, ListQuery, Page, Stored } from '@earshot/core';
import { attemptsOf, awsFailure, failing, nameOf } from '../failures.ts';
import { type ClaimItem, claimItem, claimOf, type RecordItem, recordItem, recordOf } from './item.ts';
import { listPage } from './list-page.ts';
import { FEEDBACK_TABLE } from './table.ts';

/** The part of a DynamoDB document client that the store uses. */
export interface DynamoDbSender {
  send(command: PutCommand): Promise<Pick<PutCommandOutput, 'Attributes'>>;
  send(command: GetCommand): Promise<Pick<GetCommandOutput, 'Item'>>;
  send(command: QueryCommand): Promise<Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>>;
}

/** What stands in the way of a conditional put. */
interface Obstacle {
  readonly item: unknown;
  /** Whether the client had put before, and lost the answer. What is then equal is taken for its own. */
  readonly mayBeOurs: boolean;
}

const IF_ABSENT = `attribute_not_exists(${FEEDBACK_TABLE.partitionKey})`;

/**
 * Keeps records in a DynamoDB table laid out as `FEEDBACK_TABLE`.
 *
 * A record's key is its id *and* its time, so ids are unique only among writers that agree on the time: with an idempotency key that is
 * what `claim` is for, without one the retry key carries it. Lists read indexes, which lag behind writes by some milliseconds.
 */
export class DynamoDbFeedbackStore implements FeedbackStore {
  readonly #client: DynamoDbSender;
  readonly #table: string;

  constructor(client: DynamoDbSender, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async claim(claim: Claim): Promise<Claimed> {
    const obstacle = await this.#putOnce(claimItem(claim), 'claiming an accept time');
    if (obstacle === undefined) return { claim, created: true };
    const standing = claimOf(obstacle.item);
    return { claim: standing, created: obstacle.mayBeOurs && isDeepStrictEqual(standing, claim) };
  }

  async put(record: FeedbackRecord): Promise<Stored> {
    const obstacle = await this.#putOnce(recordItem(record), 'storing a record');
    if (obstacle === undefined) return { record, created: true };
    const standing = recordOf(obstacle.item);
    return { record: standing, created: obstacle.mayBeOurs && isDeepStrictEqual(standing, record) };
  }

  async get(feedbackId: string): Promise<FeedbackRecord | undefined> {
    const command = new QueryCommand({
      TableName: this.#table,
      ConsistentRead: true,
      Limit: 1,
      KeyConditionExpression: '#id = :id AND #time > :claim',
      ExpressionAttributeNames: { '#id': FEEDBACK_TABLE.partitionKey, '#time': FEEDBACK_TABLE.sortKey },
      ExpressionAttributeValues: { ':id': feedbackId, ':claim': 0 },
    });
    const { Items: [item] = [] } = await this.#client.send(command).catch(failing('reading a record'));
    return item && recordOf(item);
  }

  async list(query: ListQuery): Promise<Page> {
    return listPage(query, (partition) =>
      this.#client.send(new QueryCommand({ TableName: this.#table, ...partition })).catch(failing('listing records')),
    );
  }

  /** Puts an item unless its key is taken; gives what stands in its way. */
  async #putOnce(item: RecordItem | ClaimItem, doing: string): Promise<Obstacle | undefined> {
    const command = new PutCommand({ TableName: this.#table, Item: { ...item }, ConditionExpression: IF_ABSENT });
    try {
      await this.#client.send(command);
      return undefined;
    } catch (error) {
      if (nameOf(error) !== 'ConditionalCheckFailedException') throw awsFailure(error, doing);
      return { item: await this.#read(item, doing), mayBeOurs: attemptsOf(error) > 1 };
    }
  }

  async #read({ feedbackId, timestamp }: RecordItem | ClaimItem, doing: string): Promise<unknown> {
    const read = new GetCommand({ TableName: this.#table, Key: { feedbackId, timestamp }, ConsistentRead: true });
    return (await this.#client.send(read).catch(failing(doing))).Item;
  }
}

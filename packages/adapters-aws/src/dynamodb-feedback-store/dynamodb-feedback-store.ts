import {
  GetCommand,
  type GetCommandOutput,
  PutCommand,
  type PutCommandOutput,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Claim, Claimed, FeedbackRecord, FeedbackStore, ListQuery, Page, Stored } from '@earshot/core';
import { awsFailure, failing, nameOf } from '../failures.ts';
import { type ClaimItem, claimItem, claimOf, type RecordItem, recordItem, recordOf } from './item.ts';
import { listPage } from './list-page.ts';
import { FEEDBACK_TABLE } from './table.ts';

/** The part of a DynamoDB document client that the store uses. */
export interface DynamoDbSender {
  send(command: PutCommand): Promise<Pick<PutCommandOutput, 'Attributes'>>;
  send(command: GetCommand): Promise<Pick<GetCommandOutput, 'Item'>>;
  send(command: QueryCommand): Promise<Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>>;
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
    const standing = await this.#putOnce(claimItem(claim), 'claiming an accept time');
    return standing ? { claim: claimOf(standing), created: false } : { claim, created: true };
  }

  async put(record: FeedbackRecord): Promise<Stored> {
    const standing = await this.#putOnce(recordItem(record), 'storing a record');
    return standing ? { record: recordOf(standing), created: false } : { record, created: true };
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

  /** Puts an item unless its key is taken; gives the item that stands in its way. */
  async #putOnce(item: RecordItem | ClaimItem, doing: string): Promise<unknown> {
    const command = new PutCommand({ TableName: this.#table, Item: { ...item }, ConditionExpression: IF_ABSENT });
    try {
      await this.#client.send(command);
      return undefined;
    } catch (error) {
      if (nameOf(error) !== 'ConditionalCheckFailedException') throw awsFailure(error, doing);
    }
    const Key = { feedbackId: item.feedbackId, timestamp: item.timestamp };
    const read = new GetCommand({ TableName: this.#table, Key, ConsistentRead: true });
    return (await this.#client.send(read).catch(failing(doing))).Item;
  }
}

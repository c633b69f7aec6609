import type { CreateTableCommandInput, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { FEEDBACK_TABLE } from './table.ts';

/** What creates the table with its indexes, on demand, under a name. */
export function feedbackTableInput(TableName: string): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes } = FEEDBACK_TABLE;
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(partitionKey, sortKey),
    AttributeDefinitions: [
      { AttributeName: sortKey, AttributeType: 'N' },
      ...[partitionKey, 'timeShard', 'customerShard', 'listPosition'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
    ],
    GlobalSecondaryIndexes: Object.values(indexes).map((index) => ({
      IndexName: index.indexName,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: 'ALL' },
    })),
  };
}

function keySchema(hash: string, range: string): KeySchemaElement[] {
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ];
}

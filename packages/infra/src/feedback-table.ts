import { FEEDBACK_TABLE } from '@earshot/adapters-aws';
import { Tags } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { removalOf, type Safekeeping } from './safekeeping.ts';

/** What a feedback table is made by. */
export interface FeedbackTableProps {
  readonly tableName: string;
  readonly safekeeping: Safekeeping;
}

const SORT_KEY = { name: FEEDBACK_TABLE.sortKey, type: AttributeType.NUMBER };

/** The store: laid out as its adapter says, paid by request, restorable to any second of the last 35 days. */
export class FeedbackTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { tableName, safekeeping }: FeedbackTableProps) {
    super(scope, id);
    const { retain, key } = safekeeping;
    this.table = new Table(this, 'Table', {
      tableName,
      partitionKey: text(FEEDBACK_TABLE.partitionKey),
      sortKey: SORT_KEY,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: removalOf(safekeeping),
      deletionProtection: retain,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    for (const { indexName, partitionKey, sortKey } of Object.values(FEEDBACK_TABLE.indexes))
      this.table.addGlobalSecondaryIndex({ indexName, partitionKey: text(partitionKey), sortKey: text(sortKey) });
    Tags.of(this.table).add('Name', 'Customer Feedback Table');
  }

  /** The ARNs of the indexes, each by its name. */
  get indexArns(): string[] {
    return Object.values(FEEDBACK_TABLE.indexes).map(({ indexName }) => `${this.table.tableArn}/index/${indexName}`);
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}

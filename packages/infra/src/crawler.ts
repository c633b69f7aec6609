import { Stack, Tags, Validations } from 'aws-cdk-lib';
import { CfnCrawler } from 'aws-cdk-lib/aws-glue';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CrawlerLog } from './crawler-log.ts';
import type { DataLake } from './data-lake.ts';
import type { Names } from './names.ts';
import type { Settings } from './settings.ts';
import { acknowledgeWildcard } from './wildcards.ts';

/** What the crawler is made by. */
export interface CrawlerProps {
  readonly names: Names;
  readonly settings: Pick<Settings, 'emulated' | 'logRetentionDays'>;
  readonly lake: DataLake;
  readonly key?: IKey;
}

/** Begins the names of the tables that the crawler makes, so that it never touches the one that the stack made. */
const TABLE_PREFIX = 'crawled_';
const EVERY_MIDNIGHT = 'cron(0 0 * * ? *)';

const READING = [
  'glue:GetDatabase',
  'glue:GetTable',
  'glue:GetTables',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:BatchGetPartition',
];
const WRITING = [
  'glue:CreateTable',
  'glue:UpdateTable',
  'glue:CreatePartition',
  'glue:UpdatePartition',
  'glue:BatchCreatePartition',
  'glue:BatchUpdatePartition',
];

/** Looks every night at what is in the lake, and writes down the schema that it finds: a second opinion on the table of the stack. */
export class Crawler extends Construct {
  readonly crawler: CfnCrawler;

  constructor(scope: Construct, id: string, props: CrawlerProps) {
    super(scope, id);
    const { names, lake } = props;
    const log = this.#log(props);
    const role = this.#role(props, log?.mayWrite());
    this.crawler = new CfnCrawler(this, 'Crawler', {
      name: names.crawler,
      role: role.roleArn,
      databaseName: names.database,
      tablePrefix: TABLE_PREFIX,
      schedule: { scheduleExpression: EVERY_MIDNIGHT },
      targets: { s3Targets: [{ path: lake.location }] },
      schemaChangePolicy: { updateBehavior: 'UPDATE_IN_DATABASE', deleteBehavior: 'LOG' },
      configuration: JSON.stringify({ Version: 1, Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas' } }),
      ...(log && { crawlerSecurityConfiguration: log.security.ref }),
    });
    Tags.of(role).add('Name', 'Glue Crawler Role');
    Tags.of(this.crawler).add('Name', 'Feedback Crawler');
  }

  #log({ names, settings: { emulated, logRetentionDays: retentionDays }, key }: CrawlerProps): CrawlerLog | undefined {
    if (!emulated) return new CrawlerLog(this, 'Log', { names, retentionDays, ...(key && { key }) });
    const reason = 'Emulators know no security configurations, and write no logs of crawlers.';
    Validations.of(this).acknowledge({ id: 'AwsSolutions-GL1', reason });
    return undefined;
  }

  #role({ names, lake, key }: CrawlerProps, mayWriteLog: readonly PolicyStatement[] = []): Role {
    const statements = [...mayReadLake(lake), ...this.#mayKeepTables(names.database), ...mayWriteLog];
    if (key) statements.push(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }));
    const role = new Role(this, 'Role', {
      roleName: names.crawlerRole,
      assumedBy: new ServicePrincipal('glue.amazonaws.com'),
      inlinePolicies: { [names.crawlerPolicy]: new PolicyDocument({ statements }) },
    });
    acknowledgeWildcard(role, lake.feedbackArn, 'A crawler looks into every object of the folder.');
    acknowledgeWildcard(role, this.#tables(names.database, ''), 'A crawler reads what tables there are in the one database.');
    acknowledgeWildcard(
      role,
      this.#tables(names.database, TABLE_PREFIX),
      'Glue names the tables that it makes, after this beginning.',
    );
    acknowledgeWildcard(role, '*', 'Security configurations have no ARN to name.');
    return role;
  }

  #mayKeepTables(database: string): PolicyStatement[] {
    const catalog = [this.#arn('catalog'), this.#arn(`database/${database}`)];
    return [
      new PolicyStatement({ actions: READING, resources: [...catalog, this.#tables(database, '')] }),
      new PolicyStatement({ actions: WRITING, resources: [...catalog, this.#tables(database, TABLE_PREFIX)] }),
    ];
  }

  /** The tables whose names begin so. */
  #tables(database: string, prefix: string): string {
    return this.#arn(`table/${database}/${prefix}*`);
  }

  #arn(resource: string): string {
    return Stack.of(this).formatArn({ service: 'glue', resource });
  }
}

function mayReadLake({ bucket, feedbackArn }: DataLake): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [feedbackArn] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
  ];
}

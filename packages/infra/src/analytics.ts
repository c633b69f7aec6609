import { Aws, Duration, Tags } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import type { DataLake } from './data-lake.ts';
import { fieldMappings, glueColumns, gluePartitions, partitionProjection } from './lake-schema.ts';
import type { BucketNames, Names } from './names.ts';
import { PrivateBucket } from './private-bucket.ts';
import type { Safekeeping } from './safekeeping.ts';
import type { Settings } from './settings.ts';

/** What is needed to ask the lake questions in SQL. */
export interface AnalyticsProps {
  readonly names: Pick<Names, 'database' | 'workgroup'>;
  readonly buckets: Pick<BucketNames, 'athenaResults'>;
  readonly settings: Pick<Settings, 'athenaResultRetentionDays'>;
  readonly lake: DataLake;
  readonly accessLogs: PrivateBucket;
  readonly safekeeping: Safekeeping;
}

/** The table that SQL asks, in its database. */
const TABLE = 'feedback';

/** SQL over the lake: a table that needs no crawler, and a workgroup that keeps the answers for a while. */
export class Analytics extends Construct {
  readonly database: CfnDatabase;
  readonly results: PrivateBucket;
  readonly workgroup: CfnWorkGroup;

  constructor(scope: Construct, id: string, props: AnalyticsProps) {
    super(scope, id);
    const { names, lake } = props;
    this.database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: names.database,
      databaseInput: { name: names.database, description: 'Customer feedback' },
    });
    const table = new CfnTable(this, 'Table', {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: names.database,
      tableInput: tableInput(lake.location),
    });
    table.addResourceDependency(this.database);
    this.results = this.#results(props);
    this.workgroup = this.#workgroup(props);
  }

  #results({ buckets, settings, accessLogs, safekeeping }: AnalyticsProps): PrivateBucket {
    const results = new PrivateBucket(this, 'Results', {
      bucketName: buckets.athenaResults,
      safekeeping,
      rules: [{ id: 'delete-old-results', expiration: Duration.days(settings.athenaResultRetentionDays) }],
    });
    results.logAccessTo(accessLogs, 'athena-results');
    Tags.of(results).add('Name', 'Athena Query Results');
    return results;
  }

  #workgroup({ names, safekeeping: { key, retain } }: AnalyticsProps): CfnWorkGroup {
    const workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: names.workgroup,
      description: 'Questions about customer feedback',
      recursiveDeleteOption: !retain,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        resultConfiguration: {
          outputLocation: `s3://${this.results.bucketName}/results/`,
          encryptionConfiguration: key ? { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn } : { encryptionOption: 'SSE_S3' },
        },
      },
    });
    Tags.of(workgroup).add('Name', 'Feedback Analytics Workgroup');
    return workgroup;
  }
}

/** A line that is no JSON is a row of NULLs and not the end of every query; `reconcile` says which object it is in. */
function tableInput(location: string): CfnTable.TableInputProperty {
  return {
    name: TABLE,
    description: 'One row for each feedback, as soon as it is in the lake',
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', classification: 'json', ...partitionProjection(location) },
    partitionKeys: gluePartitions(),
    storageDescriptor: {
      columns: glueColumns(),
      location,
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      serdeInfo: {
        serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        parameters: { 'case.insensitive': 'false', 'ignore.malformed.json': 'true', ...fieldMappings() },
      },
    },
  };
}

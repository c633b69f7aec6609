import { Aws, Duration, Tags } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import type { DataLake } from './data-lake.ts';
import { allFeedbackView, columnsTable, objectsTable } from './lake-tables.ts';
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

/** SQL over the lake: tables that need no crawler, the view that is asked, and a workgroup that keeps the answers for a while. */
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
    const tables = {
      Table: objectsTable(lake.location),
      ColumnsTable: columnsTable(lake.compactedLocation),
      AllFeedback: allFeedbackView(names.database),
    };
    for (const [name, tableInput] of Object.entries(tables)) {
      const table = new CfnTable(this, name, { catalogId: Aws.ACCOUNT_ID, databaseName: names.database, tableInput });
      table.addResourceDependency(this.database);
    }
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

import { NAMED_QUERIES } from '@earshot/core/queries';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import { Construct } from 'constructs';
import type { Analytics } from './analytics.ts';

/** What is needed to keep questions where people ask them. */
export interface NamedQueriesProps {
  readonly analytics: Pick<Analytics, 'database' | 'workgroup'>;
  readonly database: string;
}

/** The questions that Earshot knows, saved in Athena's workgroup under the same names as in the `earshot query` command. */
export class NamedQueries extends Construct {
  constructor(scope: Construct, id: string, { analytics, database }: NamedQueriesProps) {
    super(scope, id);
    for (const { name, title, description, sql } of NAMED_QUERIES) {
      const query = new CfnNamedQuery(this, name, {
        name,
        description: `${title}. ${description}`,
        database,
        workGroup: analytics.workgroup.name,
        queryString: sql,
      });
      query.addResourceDependency(analytics.workgroup);
      query.addResourceDependency(analytics.database);
    }
  }
}

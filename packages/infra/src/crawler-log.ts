import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnSecurityConfiguration } from 'aws-cdk-lib/aws-glue';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { EncryptionKey } from './encryption-key.ts';
import type { Names } from './names.ts';
import { mayWriteLog } from './permissions.ts';

/** What the log of a crawler is made by. */
export interface CrawlerLogProps {
  readonly names: Pick<Names, 'crawlerRole' | 'crawlerSecurity' | 'crawlerKeyAlias'>;
  readonly retentionDays: RetentionDays;
  /** Encrypts the log, in place of a key that is made for it. */
  readonly key?: IKey;
}

/**
 * The log of a crawler, encrypted: a crawler looks into the data, so what it notes can be close to it. Glue takes a key of the account's
 * own for its logs, or none at all.
 */
export class CrawlerLog extends Construct {
  /** What a crawler names to have its log encrypted. */
  readonly security: CfnSecurityConfiguration;
  readonly #logGroup: LogGroup;

  constructor(scope: Construct, id: string, { names, retentionDays, key }: CrawlerLogProps) {
    super(scope, id);
    const encryptionKey = key ?? this.#key(names.crawlerKeyAlias);
    this.#logGroup = new LogGroup(this, 'Logs', {
      // The name that Glue gives it, so that it is kept no longer than the other logs and goes with the stack.
      logGroupName: `/aws-glue/crawlers-role/${names.crawlerRole}-${names.crawlerSecurity}`,
      retention: retentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      encryptionKey,
    });
    this.security = new CfnSecurityConfiguration(this, 'Security', {
      name: names.crawlerSecurity,
      encryptionConfiguration: {
        cloudWatchEncryption: { cloudWatchEncryptionMode: 'SSE-KMS', kmsKeyArn: encryptionKey.keyArn },
      },
    });
    Tags.of(this.#logGroup).add('Name', 'Feedback Crawler Logs');
  }

  /** What a crawler's role must be allowed for its log. Glue makes no crawler whose role cannot read its own configuration. */
  mayWrite(): PolicyStatement[] {
    return [
      mayWriteLog(this.#logGroup),
      new PolicyStatement({ actions: ['logs:AssociateKmsKey'], resources: [this.#logGroup.logGroupArn] }),
      new PolicyStatement({ actions: ['glue:GetSecurityConfiguration'], resources: ['*'] }),
    ];
  }

  #key(alias: string): IKey {
    return new EncryptionKey(this, 'Key', { alias, title: 'Feedback Crawler Log Key', retain: false, alarms: false }).key;
  }
}

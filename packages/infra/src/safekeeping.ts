import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** How data is kept: what becomes of it when the stack is destroyed, and whose key encrypts it. */
export interface Safekeeping {
  /** True keeps the data, false deletes it with the stack. */
  readonly retain: boolean;
  /** Whether this is on an emulator, which deletes a bucket with all that is in it. */
  readonly emulated: boolean;
  /** A key of the account's own; without it AWS keeps the keys. */
  readonly key?: IKey;
}

/** What CloudFormation does with what holds data. */
export function removalOf({ retain }: Pick<Safekeeping, 'retain'>): RemovalPolicy {
  return retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Says why a role below a construct may use all that an ARN with a `*` covers: cdk-nag's finding IAM5 for that ARN is then acknowledged. */
export function acknowledgeWildcard(construct: Construct, arn: string, reason: string): void {
  const resource = flat(Stack.of(construct).resolve(arn));
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
}

/** An ARN as cdk-nag writes it, `<Bucket.Arn>/feedback/*`. */
function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) return joined(value['Fn::Join']);
  return JSON.stringify(value);
}

function joined([separator, parts]: readonly unknown[]): string {
  return Array.isArray(parts) ? parts.map(flat).join(String(separator)) : '';
}

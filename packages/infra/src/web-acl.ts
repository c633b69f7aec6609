import { Tags } from 'aws-cdk-lib';
import type { Stage } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** What the web access-control list is made by. */
export interface WebAclProps {
  readonly name: string;
  readonly stage: Stage;
}

/** Requests that one address may make in five minutes. */
const REQUESTS_AN_ADDRESS = 2_000;

/**
 * Turns away addresses that are known for abuse, or that ask too much. It has no rules that look into the body: feedback that quotes code
 * or HTML would be lost to them.
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { name, stage }: WebAclProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, 'Acl', {
      name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rules: [reputationRule(name), rateRule(name)],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: stage.stageArn, webAclArn: acl.attrArn });
    Tags.of(acl).add('Name', 'Feedback Web ACL');
  }
}

function reputationRule(name: string): CfnWebACL.RuleProperty {
  return {
    name: 'known-abuse',
    priority: 0,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' } },
    visibilityConfig: visibility(`${name}-known-abuse`),
  };
}

function rateRule(name: string): CfnWebACL.RuleProperty {
  return {
    name: 'too-many-requests',
    priority: 1,
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_AN_ADDRESS } },
    visibilityConfig: visibility(`${name}-too-many-requests`),
  };
}

/** Counts are kept, requests are not: a sample would show who submitted. */
function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName };
}

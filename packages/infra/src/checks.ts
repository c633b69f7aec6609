import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';

/** Rules whose errors stop the synthesis, and whose warnings are told and stop nothing; by themselves cdk-nag's stop for both. */
export class StopAtErrors implements IPolicyValidationPlugin {
  readonly name: string;
  readonly #rules: IPolicyValidationPlugin;

  constructor(rules: IPolicyValidationPlugin) {
    this.name = rules.name;
    this.#rules = rules;
  }

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const report = this.#rules.validate(context);
    return { ...report, success: report.violations.every(({ severity }) => severity === 'warning') };
  }
}

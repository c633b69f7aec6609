import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { FeedbackPipeline } from './feedback-pipeline.ts';
import { OUTPUTS, type Outputs, templateName } from './outputs.ts';
import type { Settings } from './settings.ts';

/** What the stack is made by. */
export interface FeedbackStackProps {
  readonly settings: Settings;
  readonly code: Code;
}

/** The pipeline as a stack of its own, which tells what it made. */
export class FeedbackStack extends Stack {
  constructor(scope: Construct, id: string, { settings, code }: FeedbackStackProps) {
    const { region, projectName, suffix } = settings;
    super(scope, id, {
      stackName: `${projectName}-${suffix}`,
      description: 'Customer feedback: sentiment, store, data lake and SQL',
      env: { region },
    });
    this.#addOutputs(new FeedbackPipeline(this, 'Pipeline', { settings, code }).outputs);
  }

  #addOutputs(outputs: Outputs): void {
    const descriptions = new Map<string, string>(Object.entries(OUTPUTS));
    for (const [name, value] of Object.entries(outputs))
      new CfnOutput(this, templateName(name), { value, description: descriptions.get(name) ?? name });
  }
}

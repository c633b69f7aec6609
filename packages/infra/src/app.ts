import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { StopAtErrors } from './checks.ts';
import { CODE_FOLDER } from './code-folder.ts';
import { FeedbackStack } from './feedback-stack.ts';
import { readSettings, SettingsError } from './settings.ts';

try {
  const settings = readSettings(process.env);
  const app = new App();
  Validations.of(app).addPlugins(new StopAtErrors(new AwsSolutionsChecks(app)), new StopAtErrors(new ServerlessChecks(app)));
  new FeedbackStack(app, 'FeedbackStack', { settings, code: Code.fromAsset(CODE_FOLDER) });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

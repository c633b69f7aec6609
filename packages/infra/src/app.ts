import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { StopAtErrors } from './checks.ts';
import { FeedbackStack } from './feedback-stack.ts';
import { functionCode } from './function-code.ts';
import { readSettings, SettingsError } from './settings.ts';

try {
  const settings = readSettings(process.env);
  const app = new App();
  Validations.of(app).addPlugins(new StopAtErrors(new AwsSolutionsChecks(app)), new StopAtErrors(new ServerlessChecks(app)));
  new FeedbackStack(app, 'FeedbackStack', { settings, code: functionCode(settings.weights) });
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

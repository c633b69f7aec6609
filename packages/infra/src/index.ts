export { FeedbackPipeline, type FeedbackPipelineProps } from './feedback-pipeline.ts';
export { FeedbackStack, type FeedbackStackProps } from './feedback-stack.ts';
export { functionCode } from './function-code.ts';
export { OUTPUTS, type OutputName, type Outputs } from './outputs.ts';
export { readSettings, type Settings, SettingsError } from './settings.ts';

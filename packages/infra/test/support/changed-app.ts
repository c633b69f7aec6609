import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { CODE_FOLDER } from '../../src/code-folder.ts';
import { FeedbackStack } from '../../src/feedback-stack.ts';
import { readSettings } from '../../src/settings.ts';
import { CHANGED } from './changed-answer.ts';

// The app as it is, but for one sentence that its function answers with.
const folder = mkdtempSync(join(tmpdir(), 'earshot-changed-'));
cpSync(CODE_FOLDER, folder, { recursive: true });
const handler = join(folder, 'handler.js');
writeFileSync(handler, readFileSync(handler, 'utf8').replaceAll('Feedback processed successfully', CHANGED));

const app = new App();
new FeedbackStack(app, 'FeedbackStack', { settings: readSettings(process.env), code: Code.fromAsset(folder) });
app.synth();

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** The parts of a template that tests look at. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: unknown }>>;
}

/** What cdk-nag found and nobody acknowledged. */
export interface Finding {
  readonly ruleName: string;
  readonly severity: string;
}

/** What the app makes. */
export interface Synthesis {
  readonly folder: string;
  readonly template: Template;
  readonly findings: readonly Finding[];
  /** Every rule and finding that was acknowledged, with its reason. */
  readonly acknowledged: ReadonlyMap<string, string>;
}

interface Report {
  readonly pluginReports: readonly { readonly pluginName: string; readonly violations: readonly Finding[] }[];
}

interface Metadata {
  readonly [path: string]: readonly { readonly type: string; readonly data?: unknown }[];
}

const APP = fileURLToPath(new URL('../../src/app.ts', import.meta.url));

/** Runs the app with these variables set and no others of Earshot's. */
export function run(variables: Readonly<Record<string, string>>, folder: string): { status: number | null; stderr: string } {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, CDK_OUTDIR: folder, ...variables };
  return spawnSync(process.execPath, ['--conditions=@earshot/source', APP], { env, encoding: 'utf8' });
}

/** What the app makes with these variables set. */
export function synthesise(variables: Readonly<Record<string, string>> = {}): Synthesis {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-synth-'));
  const { status, stderr } = run(variables, folder);
  if (status !== 0) throw new Error(stderr);
  const report: Report = read(folder, 'validation-report.json');
  const nag = report.pluginReports.filter(({ pluginName }) => pluginName !== 'CloudFormation Validate');
  return {
    folder,
    template: read(folder, 'FeedbackStack.template.json'),
    findings: nag.flatMap(({ violations }) => violations),
    acknowledged: acknowledgements(read(folder, 'FeedbackStack.metadata.json')),
  };
}

/** The properties of all resources of a type. */
export function propertiesOf({ Resources }: Template, type: string): Resource['Properties'][] {
  return Object.values(Resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
}

function read<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

function acknowledgements(metadata: Metadata): ReadonlyMap<string, string> {
  const entries = Object.values(metadata).flat();
  return new Map(
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(Object(data)))
      .map(([id, reason]) => [id.replace(/^annotation::/i, ''), String(reason)]),
  );
}

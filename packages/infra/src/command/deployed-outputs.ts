import { isOutputName, type OutputName, outputName } from '../outputs.ts';

/** What a stack told, by the stack's name; the names of outputs are those of the template. */
type OutputsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The text of the CDK's outputs file, with the names that outputs have outside the template. */
export function renamed(outputsFile: string): string {
  const stacks: OutputsFile = JSON.parse(outputsFile);
  const entries = Object.entries(stacks).map(([stack, outputs]) => [stack, Object.fromEntries(named(outputs))]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** The outputs to print, one a line: `api_endpoint = "https://…"`. */
export function report(outputsFile: string, endpoint?: string): string {
  const stacks: OutputsFile = JSON.parse(outputsFile);
  const outputs = Object.values(stacks).flatMap(named);
  const lines = outputs.map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return ['', ...lines, ...onEmulator(new Map(outputs).get('api_gateway_id'), endpoint), ''].join('\n');
}

function named(outputs: OutputsFile[string]): [OutputName, string][] {
  return Object.entries(outputs).flatMap(([name, value]) => {
    const known = outputName(name);
    return isOutputName(known) ? [[known, value]] : [];
  });
}

/** No name server knows the API of an emulator. */
function onEmulator(api: string | undefined, endpoint: string | undefined): string[] {
  if (api === undefined || endpoint === undefined) return [];
  return ['', `The emulator answers for it at ${endpoint}/restapis/${api}/prod/_user_request_/feedback`];
}

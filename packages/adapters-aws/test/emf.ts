/** Amounts that CloudWatch has been told, by what a series is: namespace, name, unit and dimensions. */
export type Totals = Map<string, number>;

/** Adds to a series. */
export function add(
  totals: Totals,
  series: readonly [namespace: string, name: string, unit: string],
  dimensions: object,
  value: number,
) {
  const key = JSON.stringify([...series, ...Object.entries(dimensions).sort()]);
  totals.set(key, (totals.get(key) ?? 0) + value);
}

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
}

interface Document {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
  readonly [member: string]: unknown;
}

/**
 * What CloudWatch Logs extracts from log lines (the specification of the embedded metric format): for each metric of a directive and each
 * of its dimension sets the root's member of the metric's name, in the series whose dimensions are the root's members of the set.
 */
export function extracted(lines: readonly string[]): Totals {
  const totals: Totals = new Map();
  for (const line of lines) {
    const document: Document = JSON.parse(line);
    for (const directive of document._aws.CloudWatchMetrics) extract(totals, directive, document);
  }
  return totals;
}

function extract(totals: Totals, { Namespace, Dimensions, Metrics }: Directive, document: Document): void {
  for (const { Name, Unit } of Metrics) {
    for (const set of Dimensions) {
      const dimensions = Object.fromEntries(set.map((name) => [name, stringAt(document, name)]));
      add(totals, [Namespace, Name, Unit], dimensions, numberAt(document, Name));
    }
  }
}

function stringAt(document: Document, name: string): string {
  const value = document[name];
  if (typeof value !== 'string' || value === '') throw new Error(`the target member ${name} of a dimension must be a string`);
  return value;
}

function numberAt(document: Document, name: string): number {
  const value = document[name];
  if (typeof value !== 'number') throw new Error(`the target member ${name} of a metric must be a number`);
  return value;
}

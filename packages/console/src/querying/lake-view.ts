import { join } from 'node:path';
import { CompactedDay, daySides, FileFeedbackLake } from '@earshot/adapters-local';
import { type Day, dayPrefix } from '@earshot/core';
import { columnTypes, DUCKDB_COLUMNS, escaped, literals } from './lake-columns.ts';

/** The parts of a day's folder. */
const PARTITIONS = { year: 'VARCHAR', month: 'VARCHAR', day: 'VARCHAR' } as const;

const HIVE = `hive_partitioning = true, hive_types = ${columnTypes(PARTITIONS)}`;

/** How the names of lake objects end. */
const ENDINGS = ['.json', '.jsonl'];

/** Files and patterns of files, by how they are read. */
interface Sources {
  /** Objects of days that are not compacted. */
  readonly json: readonly string[];
  /** Parquet files that hold all of their days. */
  readonly whole: readonly string[];
  /** Parquet files of days to which something came later. */
  readonly older: readonly string[];
  /** What came later, whole objects; their rows stand in place of those of the same ids in the Parquet files. */
  readonly arrivals: readonly string[];
}

const NOTHING: Sources = { json: [], whole: [], older: [], arrivals: [] };

/**
 * DuckDB SQL that makes the temporary views `feedback` and `all_feedback`, equal here, of a lake's folder: each record once, its fields
 * named without capitals as in Athena, then `year`, `month` and `day` as text. A question that reads a damaged line fails, as its answer
 * would be wrong. It says what lies in the lake at the moment, so make the views anew before each question. Fails as `internal` where
 * the marker of a compacted day is damaged.
 */
export async function lakeView(lakeFolder: string): Promise<string> {
  const days = await new FileFeedbackLake(lakeFolder).days();
  const sources = joined(await Promise.all(days.map((day) => sourcesOf(lakeFolder, day))));
  return `CREATE OR REPLACE TEMP VIEW all_feedback AS ${rowsOf(sources)};
CREATE OR REPLACE TEMP VIEW feedback AS SELECT * FROM all_feedback;`;
}

async function sourcesOf(lakeFolder: string, day: Day): Promise<Sources> {
  const { compaction, arrivals, others } = await daySides(lakeFolder, day);
  const folder = escaped(join(lakeFolder, dayPrefix(day)));
  if (compaction === undefined) {
    const names = others ? arrivals : patternsOf(arrivals);
    return { ...NOTHING, json: names.map((name) => join(folder, name)) };
  }
  const parquet = [escaped(new CompactedDay(lakeFolder, day).parquet(compaction))];
  if (arrivals.length === 0) return { ...NOTHING, whole: parquet };
  return { ...NOTHING, older: parquet, arrivals: arrivals.map((name) => join(folder, name)) };
}

/** Patterns for names, as there may be very many. */
function patternsOf(names: readonly string[]): string[] {
  return ENDINGS.filter((ending) => names.some((name) => name.endsWith(ending))).map((ending) => `*${ending}`);
}

function joined(all: readonly Sources[]): Sources {
  const of = (name: keyof Sources) => all.flatMap((sources) => sources[name]);
  return { json: of('json'), whole: of('whole'), older: of('older'), arrivals: of('arrivals') };
}

function rowsOf({ json, whole, older, arrivals }: Sources): string {
  const selects = [
    json.length > 0 && fromJson(json),
    whole.length > 0 && fromParquet(whole),
    older.length > 0 && `${fromParquet(older)} WHERE "feedbackId" NOT IN (SELECT feedbackid FROM arrivals)`,
    arrivals.length > 0 && 'SELECT * FROM arrivals',
  ].filter((select) => select !== false);
  if (selects.length === 0) return nothing();
  const before = arrivals.length > 0 ? `WITH arrivals AS (${fromJson(arrivals)}) ` : '';
  return before + selects.join(' UNION ALL ');
}

function fromJson(files: readonly string[]): string {
  const options = `format = 'newline_delimited', columns = ${columnTypes(DUCKDB_COLUMNS)}, ${HIVE}`;
  const whole = '"feedbackId" IS NOT NULL AND "timestamp" IS NOT NULL';
  return `SELECT ${columns()} FROM read_json(${literals(files)}, ${options}) WHERE ${whole}`;
}

function fromParquet(files: readonly string[]): string {
  return `SELECT ${columns()} FROM read_parquet(${literals(files)}, ${HIVE})`;
}

function nothing(): string {
  const columns = Object.entries({ ...DUCKDB_COLUMNS, ...PARTITIONS });
  const typed = columns.map(([name, type]) => `CAST(NULL AS ${type}) AS "${name.toLowerCase()}"`);
  return `SELECT ${typed.join(', ')} WHERE false`;
}

function columns(): string {
  const names = Object.keys({ ...DUCKDB_COLUMNS, ...PARTITIONS });
  return names.map((name) => `"${name}" AS "${name.toLowerCase()}"`).join(', ');
}

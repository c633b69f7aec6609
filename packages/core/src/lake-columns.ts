/** A field of several fields, in the order they are written. */
export interface LakeStruct {
  readonly fields: Readonly<Record<string, string>>;
}

/** A type of Hive's, as Glue and Athena name them, or one made of named ones. */
export type LakeType = string | LakeStruct;

/** The record's fields as they stand in the lake, each with its type: what `SELECT` sees, on one machine and on AWS. */
export const LAKE_COLUMNS = {
  feedbackId: 'string',
  timestamp: 'bigint',
  customerId: 'string',
  feedbackText: 'string',
  sentiment: 'string',
  sentimentScores: struct({ positive: 'double', negative: 'double', neutral: 'double', mixed: 'double' }),
  language: 'string',
  analysis: struct({ engine: 'string', engineVersion: 'string', chunks: 'int', fallback: 'boolean' }),
  source: 'string',
  rating: 'double',
  metadata: 'map<string,string>',
} as const satisfies Readonly<Record<string, LakeType>>;

/** SQL for the UTC day of a row, as `2026-11-24`, made of the parts of its folder. */
export const LAKE_DAY = "year || '-' || month || '-' || day";

function struct(fields: LakeStruct['fields']): LakeStruct {
  return { fields };
}

import { allFeedbackSql, FIRST_DAY, LAKE_TABLES } from '@earshot/adapters-aws';
import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import { fieldMappings, glueColumns, gluePartitions, partitionProjection, trinoColumns } from './lake-schema.ts';

type TableInput = CfnTable.TableInputProperty;

/** A table over the lake's objects. A line that is no JSON is a row of NULLs and not the end of every query; `reconcile` says which object it is in. */
export function objectsTable(location: string): TableInput {
  return {
    name: LAKE_TABLES.objects,
    description: 'One row for each feedback, as soon as it is in the lake',
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', classification: 'json', ...partitionProjection(location) },
    partitionKeys: gluePartitions(),
    storageDescriptor: {
      columns: glueColumns(),
      location,
      inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      serdeInfo: {
        serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        parameters: { 'case.insensitive': 'false', 'ignore.malformed.json': 'true', ...fieldMappings() },
      },
    },
  };
}

/** A table over the days in columns, which compaction writes. */
export function columnsTable(location: string): TableInput {
  return {
    name: LAKE_TABLES.columns,
    description: 'Feedback of days that are over, in columns; ask all_feedback, which knows how far it reaches',
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'parquet',
      'parquet.compression': 'ZSTD',
      ...partitionProjection(location),
    },
    partitionKeys: gluePartitions(),
    storageDescriptor: {
      columns: glueColumns(),
      location,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  };
}

/**
 * The view of every feedback once, as Athena keeps views. At first it takes all from the objects; compaction puts another in its place, which
 * takes the days from the table in columns that this holds. A deployment that changes the view begins at the objects again.
 */
export function allFeedbackView(schema: string): TableInput {
  const view = { originalSql: allFeedbackSql(FIRST_DAY), catalog: 'awsdatacatalog', schema, columns: trinoColumns() };
  return {
    name: LAKE_TABLES.all,
    description: 'One row for each feedback: of days that are compacted in columns, of others from the objects',
    tableType: 'VIRTUAL_VIEW',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    partitionKeys: [],
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
    storageDescriptor: { columns: [...glueColumns(), ...gluePartitions()], location: '', serdeInfo: {} },
  };
}

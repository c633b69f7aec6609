import { zstdDecompressSync } from 'node:zlib';
import { type FeedbackRecord, parseRecord } from '@earshot/core';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** A byte order mark that somebody's feedback begins with belongs to it. */
const TEXT = new TextDecoder('utf-8', { ignoreBOM: true });

const CODECS = {
  compressors: { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) },
  parsers: { stringFromBytes: (bytes: Uint8Array | undefined) => bytes && TEXT.decode(bytes) },
};

/** The records in a Parquet file whose columns are the fields of the record, a row group at a time. */
export async function* parquetRows(path: string): AsyncGenerator<FeedbackRecord[]> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, ...CODECS });
    yield rows.map((row) => parseRecord({ ...row, timestamp: Number(row['timestamp']) }));
    rowStart = rowEnd;
  }
}

import { nearest } from '../../engine/nearest.ts';
import { hashing } from '../../intake/hash.ts';
import type { Source } from '../../intake/source.ts';
import { type CsvReading, readCsv } from '../../readers/csv/read-csv.ts';
import type { Context, Submission } from '../channel.ts';
import { type Limit, limitOf, limitRecord } from '../limit.ts';
import type { CheckRecord } from '../record.ts';
import { type ArchiveBook, archiveBook, roleOf } from './archive-book.ts';
import { archiveRecords } from './archive-records.ts';
import { readArchives } from './archives-read.ts';
import { csvRecord } from './csv-records.ts';
import { type Joins, rowJoins } from './joins.ts';
import { archiveRole, baseName, csvName } from './names.ts';
import { isOutside } from './outside.ts';
import { type RowReading, rowReading } from './row-records.ts';
import { submissionRecord, unnamedRecord } from './submission-records.ts';
import { isZipped } from './zipped.ts';

type Records = AsyncGenerator<CheckRecord | Iterable<CheckRecord>>;

/** The CSV of a submission, and its archives. */
function partsOf({ sources }: Submission): { csv: Source | undefined; archives: readonly Source[] } {
  const csv = sources.find((source) => !archiveRole(baseName(source.path)));
  return { csv, archives: sources.filter((source) => source !== csv) };
}

/** The records of all rows, batch by batch; the CSV is hashed as it goes by. */
async function* rowsOf(csv: Source, reading: CsvReading, rows: RowReading, cx: Context): Records {
  for await (const batch of reading.batches()) {
    cx.signal?.throwIfAborted();
    yield rows.read(batch);
  }
  yield csvRecord(csv.path, reading.facts(), { dataRows: rows.dataRows() });
  yield rows.common();
}

/** What is known only after the last row: rows against each other, and each archive for all rows that name it. */
async function* afterRows(
  csv: Source,
  book: ArchiveBook,
  joins: Joins,
  absent: ReadonlySet<string>,
  cx: Context,
): Records {
  yield* joins.records(async (offset, length) =>
    Buffer.from(await csv.read(offset, offset + length)).toString('latin1'),
  );
  for (const { facts, rows } of book.named()) {
    cx.signal?.throwIfAborted();
    yield archiveRecords(facts, rows, cx);
  }
  for (const archive of book.unnamed()) yield unnamedRecord(archive, nearest(baseName(archive.path), absent));
}

/** What is in the archives, each by the role that its name claims. */
const factsOf = (archives: readonly Source[], cx: Context): ReturnType<typeof readArchives> =>
  readArchives(
    archives.map((source) => ({ source, role: roleOf(source) })),
    cx,
  );

/** The records of a submission with a CSV. */
async function* batchOf(csv: Source, archives: readonly Source[], cx: Context): Records {
  const facts = await factsOf(archives, cx);
  const { institution } = csvName(baseName(csv.path));
  const book = archiveBook(csv.path, archives, facts);
  const joins = rowJoins(csv.path);
  const rows = rowReading({ path: csv.path, institution }, book, joins, cx);
  const hashed = hashing(csv.open());
  let limit: Limit | undefined;
  try {
    yield* rowsOf(csv, readCsv({ ...csv, open: () => hashed.bytes }), rows, cx);
    yield* afterRows(csv, book, joins, rows.absent(), cx);
  } catch (error) {
    limit = limitOf(error); // the file; anything else is a fault of ours and thrown on
  }
  cx.file({ path: csv.path, role: 'csv', size: csv.size, sha256: limit ? null : hashed.digest() });
  if (limit) yield limitRecord(null, { file: csv.path }, limit);
}

/** All records of a submission in NHI's order: its rows, then their images, then the whole. */
export async function* records(submission: Submission, cx: Context): Records {
  const isZip = isZipped(submission);
  if (isZip || isOutside(submission)) {
    const [first] = submission.sources;
    for (const { path, size } of submission.sources) cx.file({ path, role: 'other', size, sha256: null });
    yield limitRecord(
      null,
      { file: first?.path ?? submission.name },
      { limit: isZip ? 'zipped-batch' : 'single-upload' },
    );
    return;
  }
  const { csv, archives } = partsOf(submission);
  if (!cx.sentBefore) yield limitRecord(null, { file: submission.name }, { limit: 'ledger' });
  if (csv) yield* batchOf(csv, archives, cx);
  else await factsOf(archives, cx);
  const otherCsvs = submission.others ?? 0;
  yield submissionRecord({ csv, archives, otherCsvs }, cx);
}

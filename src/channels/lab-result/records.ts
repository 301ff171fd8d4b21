import { hashing } from '../../intake/hash.ts';
import type { Source } from '../../intake/source.ts';
import { readXml } from '../../readers/xml/read-xml.ts';
import type { XmlRecord } from '../../readers/xml/types.ts';
import type { Context, Submission } from '../channel.ts';
import type { CheckRecord } from '../record.ts';
import { hdataReading } from './hdata-records.ts';
import { resultRecords } from './result-records.ts';
import { hdataUnit } from './units.ts';

type Records = AsyncGenerator<CheckRecord | Iterable<CheckRecord>>;

async function* documentOf(xml: Source, cx: Context): Records {
  const hashed = hashing(xml.open());
  const reading = readXml({ ...xml, open: () => hashed.bytes }, cx.format('lab-result'));
  const hdatas = hdataReading(xml.path, cx);
  const results = resultRecords(xml.path, cx);
  function* recordsOf(some: readonly XmlRecord[]): Generator<CheckRecord> {
    for (const record of some) {
      const unit = hdataUnit(xml.path, record);
      const hdata = hdatas.read(record, unit);
      yield hdata;
      yield* results.read(record, hdata.data, unit);
    }
  }
  for await (const some of reading.records()) {
    cx.signal?.throwIfAborted();
    yield recordsOf(some);
  }
  yield* hdatas.after();
  cx.file({ path: xml.path, role: 'xml', size: xml.size, sha256: hashed.digest() });
}

/** All records of a submission: hdata by hdata, then hdatas against each other, then the document and its zip. */
export async function* records(submission: Submission, cx: Context): Records {
  const [source] = submission.sources;
  if (source) yield* documentOf(source, cx);
}

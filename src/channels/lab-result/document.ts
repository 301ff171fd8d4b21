import type { Source } from '../../intake/source.ts';
import { readXml } from '../../readers/xml/read-xml.ts';
import type { XmlRecord } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import { limitOf, limitRecord } from '../limit.ts';
import type { CheckRecord } from '../record.ts';
import { documentRecords } from './document-records.ts';
import { labelsOf } from './field-labels.ts';
import { fieldReading } from './field-records.ts';
import { hdataReading } from './hdata-records.ts';
import { looksMonthly } from './monthly.ts';
import { resultRecords } from './result-records.ts';
import { H_TAGS } from './tags.ts';
import { hdataUnit } from './units.ts';
import { xmlBytes } from './xml-bytes.ts';
import { type ZipState, zipStateOf } from './zip.ts';

/** What is known of an XML after it was gone through. */
export interface DocumentRead {
  /** The zip around it is broken here; nothing is known of the end of the XML. */
  readonly state?: ZipState;
  /** h2 of the first hdata that has one. */
  readonly institution: string | undefined;
  readonly uploadDay: string | undefined;
}

const H2 = H_TAGS.indexOf('h2');
const H15 = H_TAGS.indexOf('h15');

type Records = AsyncGenerator<CheckRecord | Iterable<CheckRecord>, DocumentRead>;

/** What an error met while reading means: a fact of the zip, or a limit of ours. @throws any other error */
function brokenBy(error: unknown, path: string): { state: ZipState } | { limit: CheckRecord } {
  try {
    return { state: zipStateOf(error) };
  } catch {
    return { limit: limitRecord(null, { file: path }, limitOf(error)) };
  }
}

/** All records of an XML: hdata by hdata, then hdatas against each other, then the document. */
export async function* document(xml: Source, cx: Context): Records {
  const { path, size } = xml;
  await using bytes = xmlBytes(xml);
  const format = cx.format('lab-result');
  const reading = readXml(bytes.source, format, { text: cx.limits.xmlText, record: cx.limits.xmlRecord });
  const hdatas = hdataReading(path, cx);
  const results = resultRecords(path, cx);
  const fields = fieldReading(path, cx);
  let monthly: boolean | undefined;
  let institution: string | undefined;

  function* recordsOf(some: readonly XmlRecord[]): Generator<CheckRecord> {
    for (const record of some) {
      const unit = hdataUnit(path, record);
      if (monthly) {
        yield { type: 'lab-result.unread', unit, data: {}, locate: () => ({ file: path }) };
        continue;
      }
      yield* fields(record.faults, unit, record.values[H15]);
      const hdata = hdatas.read(record, unit);
      institution ??= record.values[H2];
      yield hdata;
      yield* results.read(record, hdata.data, unit);
    }
  }

  let sha256: string | null = null;
  const known = (): Pick<DocumentRead, 'institution' | 'uploadDay'> => ({
    institution,
    uploadDay: hdatas.uploadDay(),
  });
  try {
    for await (const some of reading.records()) {
      cx.signal?.throwIfAborted();
      if (some.length > 0) monthly ??= looksMonthly(some);
      yield recordsOf(some);
    }
    yield* hdatas.after();
    sha256 = await bytes.finish();
  } catch (error) {
    cx.signal?.throwIfAborted();
    const broken = brokenBy(error, path);
    cx.file({ path, role: 'xml', size, sha256 });
    if ('state' in broken) return { ...broken, ...known() };
    yield broken.limit;
    return known();
  }
  cx.file({ path, role: 'xml', size, sha256 });
  const facts = reading.facts();
  if (!monthly) yield* fields(facts.faults, null);
  yield* documentRecords(facts, { path, root: format.root, monthly: monthly ?? false, labels: labelsOf(format) });
  return known();
}

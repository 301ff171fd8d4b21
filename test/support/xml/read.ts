import type { XmlFormat } from '../../../src/readers/xml/format.ts';
import { readXmlWith, type XmlHow } from '../../../src/readers/xml/read-xml.ts';
import type { XmlFacts, XmlFault, XmlLimits, XmlPlace, XmlSegment } from '../../../src/readers/xml/types.ts';
import { inPieces } from '../csv/source.ts';

/** A format with a bit of everything, small enough to be met by chance. */
export const SMALL: XmlFormat = {
  root: 'patient',
  record: 'hdata',
  segments: {
    hdata: {
      name: { zh: '段', en: 'segment' },
      fields: {
        h1: { name: { zh: '一', en: 'one' }, length: 3, type: 'X', need: 'must' },
        h2: { name: { zh: '二', en: 'two' }, length: 4, type: '9', need: 'ask' },
        h3: { name: { zh: '三', en: 'three' }, length: 2, type: 'X', need: 'free', exact: true },
        h4: { name: { zh: '四', en: 'four' }, length: 20, type: 'X', need: 'free' },
      },
      segments: ['rdata'],
    },
    rdata: {
      name: { zh: '內段', en: 'inner' },
      fields: {
        r1: { name: { zh: '一', en: 'one' }, length: 2, type: '9', need: 'must' },
        'r4-1': { name: { zh: '四', en: 'four' }, length: 8, type: 'X', need: 'free' },
      },
      segments: [],
    },
  },
};

/** A segment as plain data, with the places of all its fields. */
export interface ReadSegment {
  readonly tag: string;
  readonly index: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly segments: readonly ReadSegment[];
  readonly places: Readonly<Record<string, XmlPlace>>;
}

export type ReadRecord = ReadSegment & { readonly faults: readonly XmlFault[] };

function plainOf(segment: XmlSegment): ReadSegment {
  const { tag, index, fields, segments } = segment;
  const places = Object.fromEntries(Object.keys(fields).map((name) => [name, segment.place(name)]));
  return { tag, index, fields, segments: segments.map(plainOf), places: { '': segment.place(), ...places } };
}

/** Everything that is read of a file. */
export interface Read {
  readonly records: readonly ReadRecord[];
  readonly facts: XmlFacts;
}

/** Reads bytes whole, as plain data. @param pieces the pieces in which they come */
export async function readAll(
  pieces: Uint8Array | readonly Uint8Array[],
  { format = SMALL, limits, ...how }: XmlHow & { format?: XmlFormat; limits?: Partial<XmlLimits> } = {},
): Promise<Read> {
  const source = inPieces(pieces instanceof Uint8Array ? [pieces] : pieces);
  const reading = readXmlWith(how, source, format, limits);
  const records: ReadRecord[] = [];
  for await (const some of reading.records())
    for (const record of some) records.push({ ...plainOf(record), faults: record.faults });
  return { records, facts: reading.facts() };
}

/** The same, of text in ASCII or UTF-8. */
export const readText = (text: string, how: Parameters<typeof readAll>[1] = {}): Promise<Read> =>
  readAll(Buffer.from(text), how);

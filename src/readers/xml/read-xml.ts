import type { Source } from '../../intake/source.ts';
import { BLOCK, xmlBlocks } from './blocks.ts';
import { building } from './build.ts';
import { refill } from './cursor.ts';
import { decoderOf } from './decoder.ts';
import type { XmlFormat } from './format.ts';
import { plainReader } from './plain.ts';
import { ends, readOn } from './scan.ts';
import { newScan } from './scan-state.ts';
import { formatTable } from './table.ts';
import type { XmlLimits, XmlReading } from './types.ts';

/** Bounds of ours where nothing else is said. */
export const XML_LIMITS: XmlLimits = {
  depth: 64,
  name: 1024,
  attribute: 64 * 1024,
  text: 64 * 1024 * 1024,
  record: 128 * 1024 * 1024,
};

/** How it is read; of the records, faults and places nothing depends on it. */
export interface XmlHow {
  /** Bytes of a block. */
  readonly block?: number;
  /** Whether plain elements go a shorter way. */
  readonly plain?: boolean;
}

/**
 * Reads an XML file against a field table, in one pass, in the memory of a block and of what stands in it. Nothing in the
 * file is an error: records() ends where the document breaks or a limit is reached, and facts() says so.
 */
export const readXml = (source: Source, format: XmlFormat, limits: Partial<XmlLimits> = {}): XmlReading =>
  readXmlWith({}, source, format, limits);

/** The same, in one way or another: for tests. */
export function readXmlWith(
  { block = BLOCK, plain = true }: XmlHow,
  source: Source,
  format: XmlFormat,
  limits: Partial<XmlLimits> = {},
): XmlReading {
  const table = formatTable(format);
  const builder = building(table);
  const short = plain ? plainReader(table) : undefined;
  const scan = newScan(builder, { ...XML_LIMITS, ...limits });
  const bytes = xmlBlocks(source, block);
  const feed = (piece: Buffer): void => {
    scan.decoder = decoderOf(bytes.facts().encoding);
    scan.recordMost -= refill(scan.cursor, piece);
    readOn(scan, short);
  };
  return {
    async *records() {
      for await (const piece of bytes.blocks()) {
        feed(piece);
        const records = builder.take();
        if (records.length > 0) yield records;
        if (scan.broken || scan.stopped) return;
      }
      scan.cursor.last = true;
      feed(Buffer.alloc(0));
      ends(scan);
      const records = builder.take();
      if (records.length > 0) yield records;
    },
    facts: () => ({
      ...bytes.facts(),
      root: builder.root(),
      records: builder.begun(),
      broken: scan.broken,
      stopped: scan.stopped,
      faults: builder.faults(),
    }),
  };
}

import { expect, test } from 'vitest';
import { readXml } from '../../../src/readers/xml/read-xml.ts';
import type { XmlFacts, XmlLimits, XmlRecord } from '../../../src/readers/xml/types.ts';
import { repeated } from '../../support/csv/source.ts';
import { readText, SMALL } from '../../support/xml/read.ts';

const MB = 2 ** 20;

/** Reads what begins so and goes on so; gives the facts, the records, and by how many MB the memory grew at most. */
async function read(
  first: string,
  then: string | Buffer,
  times: number,
  limits: Partial<XmlLimits> = {},
): Promise<{ facts: XmlFacts; records: number; last: XmlRecord | undefined; grown: number }> {
  const source = repeated(Buffer.from(first), Buffer.from(then), times);
  const reading = readXml(source, SMALL, limits);
  const before = process.memoryUsage.rss();
  let records = 0;
  let grown = 0;
  let last: XmlRecord | undefined;
  for await (const some of reading.records()) {
    records += some.length;
    last = some.at(-1);
    grown = Math.max(grown, process.memoryUsage.rss() - before);
  }
  return { facts: reading.facts(), records, last, grown: Math.max(grown, process.memoryUsage.rss() - before) / MB };
}

const RECORD = `<hdata><h1>a</h1><h4>0123456789abcdef</h4><rdata><r1>1</r1></rdata></hdata>\r\n`;

test('a hundred megabytes of records in the memory of a few of them', async () => {
  const { facts, records, grown } = await read('<patient>', RECORD.repeat(1000), 1300);
  expect(records).toBe(1_300_000);
  expect(facts.broken).toMatchObject({ why: 'cut-short', line: 1_300_001 });
  expect(grown).toBeLessThan(150);
});

test('one line of 24 megabytes', async () => {
  const { facts, records } = await read('<patient>', RECORD.trim().repeat(1000), 300);
  expect(records).toBe(300_000);
  expect(facts.broken).toMatchObject({ line: 1, column: 10 + 300_000 * (RECORD.length - 2) });
});

test('a comment, blanks, and instructions, of 30 MB each', async () => {
  for (const [begin, then] of [
    ['<patient><!--', 'x'],
    ['<patient>', ' '],
    ['<patient><![CDATA[', ']'],
    ['<patient><?a ', '?'],
  ] as const) {
    const { facts, grown } = await read(begin, then.repeat(MB), 30);
    expect(facts.broken?.why ?? facts.stopped?.limit, begin).toBe('cut-short');
    expect(grown, begin).toBeLessThan(150);
  }
});

test('a text without end', async () => {
  const { facts, grown } = await read(`<patient>${RECORD}<hdata><h1>`, '許'.repeat(MB / 4), 300, { text: 8 * MB });
  expect(facts.stopped).toMatchObject({ limit: 'xml-text', xpath: '/patient/hdata[2]/h1' });
  expect(grown).toBeLessThan(150);
});

test('NUL bytes, a tag that never ends, and an attribute that never ends', async () => {
  expect((await read('', Buffer.alloc(MB), 100)).facts.broken).toMatchObject({ why: 'not-xml' });
  expect((await read('<patient><', 'a'.repeat(MB), 100)).facts.stopped).toMatchObject({ limit: 'xml-name' });
  expect((await read('<patient><h a="', 'a'.repeat(MB), 100)).facts.stopped).toMatchObject({ limit: 'xml-attribute' });
  expect((await read('<patient><h ', 'a="1" '.repeat(MB / 8), 100)).facts.stopped).toMatchObject({
    limit: 'xml-attribute',
  });
  expect((await read('<patient></', 'a'.repeat(MB), 100)).facts.broken).toMatchObject({ why: 'syntax' });
  expect((await read('<patient><?', 'a'.repeat(MB), 100)).facts.stopped).toMatchObject({ limit: 'xml-name' });
});

test('a million tags that nobody knows, in a record and around them', async () => {
  const inRecord = await read('<patient><hdata>', '<x>1</x>'.repeat(10_000), 100);
  expect(inRecord.facts).toMatchObject({ records: 1, broken: { why: 'cut-short' } });
  const around = await read('<patient>', '<x>1</x>'.repeat(10_000), 100);
  expect(around.facts.faults).toHaveLength(100);
});

test('a hundred thousand times the same field, and as many fields behind inner segments', async () => {
  for (const piece of ['<h4>a</h4>', '<rdata><r1>1</r1></rdata><h4>a</h4>']) {
    const { records, facts } = await readText(`<patient><hdata><h1>a</h1>${piece.repeat(100_000)}</hdata></patient>`);
    expect(facts.broken ?? facts.stopped).toBeUndefined();
    const repeated = records[0]?.faults.filter(({ kind }) => kind === 'repeated') ?? [];
    expect(repeated).toHaveLength(100);
    expect(repeated.at(-1)?.xpath).toBe('/patient/hdata[1]/h4[101]');
  }
});

test('a record of 50 MB: 30,000 inner segments, read whole', async () => {
  const inner = `<rdata><r1>1</r1><r4-1>${'x'.repeat(1_700)}</r4-1></rdata>`;
  const { records, facts } = await readText(`<patient><hdata><h1>a</h1>${inner.repeat(30_000)}</hdata></patient>`);
  expect(facts.broken ?? facts.stopped).toBeUndefined();
  expect(records[0]?.segments).toHaveLength(30_000);
  expect(records[0]?.segments.at(-1)).toMatchObject({ index: 30_000, fields: { r1: '1' } });
  expect(records[0]?.faults).toHaveLength(100);
});

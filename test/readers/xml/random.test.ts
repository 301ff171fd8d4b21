import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { seeded } from '../../support/archives/scratch.ts';
import { randomBytes, randomXml } from '../../support/xml/random.ts';
import { type ReadSegment, readAll, readText } from '../../support/xml/read.ts';

/** How many of 1,000 parts of a file are odd, by its number. */
const ODD = [0, 20, 60, 200];

test('the short way and the long way read the same, in blocks of any size and pieces of any size', async () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed);
    const bytes = randomBytes(random, randomXml(random, ODD[seed % 4] ?? 0), seed % 3 === 0 ? 1 + random(3) : 0);
    const whole = await readAll(bytes, { plain: false });
    const cut = random(bytes.length + 1);
    const inTwo = [bytes.subarray(0, cut), bytes.subarray(cut)];
    expect(await readAll(bytes), `${seed}`).toEqual(whole);
    expect(await readAll(bytes, { block: 1 }), `${seed}, byte by byte`).toEqual(whole);
    expect(await readAll(bytes, { block: 1, plain: false }), `${seed}, the long way byte by byte`).toEqual(whole);
    expect(await readAll(inTwo, { block: 2 + random(60) }), `${seed}, in blocks`).toEqual(whole);
  }
});

test('every block size, where double bytes, references, tags and line ends are cut', async () => {
  const text = `<?xml version="1.0" encoding="Big5"?>\r\n<patient>\r\n<hdata a="許"><h1>許功\r\n蓋</h1><h4>&#178;]]<![CDATA[許]]]></h4>
<!-- 許 - --><?p 許?><rdata><r1>1</r1></rdata></hdata>\r\n<hdata><H1>a</H1>許<rdata><r1>1</r1></rdata></hdata></patient>\r\n`;
  for (const encoding of ['utf-8', 'utf-16le'] as const) {
    const bytes = Buffer.from(text, encoding);
    const whole = await readAll(bytes, { plain: false });
    expect(whole.records).toHaveLength(2);
    for (let block = 1; block <= bytes.length; block++) expect(await readAll(bytes, { block })).toEqual(whole);
  }
});

test('what is well-formed to saxes is well-formed here, and the other way round', async () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const random = seeded(seed);
    let text = randomXml(random, ODD[seed % 4] ?? 0).replace('Big5', 'UTF-8');
    const at = random(text.length);
    if (seed % 3 === 0) text = text.slice(0, at) + ('<>&"/!?-] ='[random(11)] ?? '') + text.slice(at + random(3));
    // saxes takes a DOCTYPE, and a declaration or instruction that is none.
    if (/<!DOCTYPE|^<\?(?!xml version=.1\.0.[ ?])|\ufffe/.test(text)) continue;
    let wrong: string | undefined;
    const parser = new SaxesParser();
    parser.on('error', ({ message }) => {
      wrong ??= message;
    });
    parser.write(text).close();
    const { facts } = await readText(text);
    expect(facts.broken !== undefined, `${seed}: ${wrong} ${JSON.stringify(facts.broken)}`).toBe(wrong !== undefined);
  }
});

test('at every place that is told of an element stands its tag', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const text = randomXml(seeded(seed), 60);
    const { records, facts } = await readText(text);
    const lines = text.split('\n');
    const at = ({ line, column }: { line: number; column: number }): string => lines[line - 1]?.slice(column - 1) ?? '';
    const check = ({ tag, places, segments }: ReadSegment): void => {
      for (const [name, place] of Object.entries(places))
        expect(at(place).toLowerCase(), `${seed}`).toMatch(new RegExp(`^<${name || tag}`));
      segments.forEach(check);
    };
    records.forEach(check);
    for (const fault of [...facts.faults, ...records.flatMap(({ faults }) => faults)])
      if (['unknown', 'misplaced', 'letter-case', 'order', 'repeated', 'nested', 'length'].includes(fault.kind))
        expect(at(fault), `${seed}`).toMatch(new RegExp(`^<${fault.tag}`));
  }
});

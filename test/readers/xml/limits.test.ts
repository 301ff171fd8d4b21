import { describe, expect, it, test } from 'vitest';
import type { XmlLimits } from '../../../src/readers/xml/types.ts';
import { readText } from '../../support/xml/read.ts';

const RECORD = '<hdata><h1>a</h1><rdata><r1>1</r1></rdata></hdata>';
const inside = (text: string): string => `<patient>\n${RECORD}\n<hdata>${text}</hdata></patient>`;

describe('limits end the reading', () => {
  it.each<[string, string, Partial<XmlLimits>, string]>([
    ['a DOCTYPE', `<!DOCTYPE patient>${RECORD}`, {}, 'xml-dtd 1:1 /'],
    [
      'an external entity',
      '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      {},
      'xml-dtd 2:1 /',
    ],
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY a "aaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>`, {}, 'xml-dtd 1:1 /'],
    ['levels', inside('<a>'.repeat(70)), {}, 'xml-depth 64 3:194 /patient/hdata[2]/a'],
    ['levels of plain fields', inside('<h1>a</h1>'), { depth: 2 }, 'xml-depth 2 2:8 /patient/hdata[1]'],
    ['a name', inside(`<${'a'.repeat(1025)}/>`), {}, 'xml-name 1024 3:8 /patient/hdata[2]'],
    ['a name of 1 MB', inside(`<${'a'.repeat(1_000_000)}/>`), {}, 'xml-name 1024 3:8 /patient/hdata[2]'],
    ['the name of an attribute', inside(`<h1 ${'a'.repeat(1025)}="1"/>`), {}, 'xml-name 1024 3:8 /patient/hdata[2]'],
    ['an attribute', inside(`<h1 a="${'x'.repeat(65_537)}"/>`), {}, 'xml-attribute 65536 3:8 /patient/hdata[2]'],
    [
      'an attribute of 1 MB',
      inside(`<h1 a="${'x'.repeat(1_000_000)}"/>`),
      {},
      'xml-attribute 65536 3:8 /patient/hdata[2]',
    ],
    ['a text', inside(`<h1>許${'x'.repeat(100)}</h1>`), { text: 100 }, 'xml-text 100 3:12 /patient/hdata[2]/h1'],
    [
      'a text in two parts',
      inside(`<h1>${'x'.repeat(60)}<!-- -->${'x'.repeat(60)}</h1>`),
      { text: 100 },
      'xml-text 100 3:80 /patient/hdata[2]/h1',
    ],
    [
      'a record',
      inside(`<h1>a</h1>${'<rdata><r1>1</r1></rdata>'.repeat(10)}`),
      { record: 100 },
      'xml-record 100 3:118 /patient/hdata[2]',
    ],
  ])('%s', async (_, text, limits, expected) => {
    for (const how of [{}, { plain: false }, { block: 1000 }]) {
      const { facts, records } = await readText(text, { ...how, limits });
      const { limit, most, line, column, xpath } = facts.stopped ?? {};
      expect([limit, most, `${line}:${column}`, xpath].filter((x) => x !== undefined).join(' ')).toBe(expected);
      expect(facts.broken).toBeUndefined();
      expect(records).toHaveLength(text.startsWith('<patient>\n') && limits.depth !== 2 ? 1 : 0);
    }
  });

  it.each<[string, string, Partial<XmlLimits>]>([
    ['64 levels', `<patient><hdata>${'<a>'.repeat(62)}${'</a>'.repeat(62)}</hdata></patient>`, {}],
    ['a name of 1,024', inside(`<${'a'.repeat(1024)}/>`), {}],
    ['an attribute of 65,536', inside(`<h1 a="${'x'.repeat(65_536)}"/>`), {}],
    ['a text of 100', inside(`<h1>${'許'.repeat(100)}</h1>`), { text: 100 }],
    ['a comment, however long', inside(`<!--${'x'.repeat(1000)}-->`), { text: 100 }],
  ])('not yet: %s', async (_, text, limits) => {
    for (const plain of [true, false])
      expect((await readText(text, { plain, limits })).facts).toMatchObject({ stopped: undefined, broken: undefined });
  });

  test('10,000 levels', async () => {
    const { facts } = await readText(`<patient>${'<hdata>'.repeat(10_000)}`);
    expect(facts.stopped).toMatchObject({ limit: 'xml-depth', most: 64 });
    expect(facts.records).toBe(1);
  });
});

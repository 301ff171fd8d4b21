import { describe, expect, test } from 'vitest';
import { xsdErrors } from '../../../src/readers/xsd/xsd-errors.ts';
import { xsdJudge } from '../../../src/readers/xsd/xsd-judge.ts';
import { dailyXsd } from '../../support/xsd/daily.ts';
import { bytesOf, treeOf } from '../../support/xsd/tree.ts';

const BOUNDS = { timeoutMs: 60_000, heapMegabytes: 512 };
const ask = (xml: string | Uint8Array, bounds = BOUNDS, most = 10) =>
  xsdErrors({ xsd: dailyXsd(), xml: Buffer.from(xml as string), most }, bounds);

describe('xsdErrors', () => {
  test('a valid document has none; its Big5 is read as it lies there', async () => {
    expect(await ask(bytesOf(treeOf(['lab', 'image'])))).toEqual({ errors: [], count: 0 });
  });

  test('where it is, beyond line 65,535 too', async () => {
    const xml = bytesOf(treeOf(['lab']))
      .toString('latin1')
      .replace('<h6>01', `${'\n'.repeat(70_000)}<h6>xx`);
    const answer = await ask(Buffer.from(xml, 'latin1'));
    expect(answer?.errors).toEqual([{ problem: 'codes', line: 70_009, xpath: '/patient/hdata/h6', tag: 'h6' }]);
  });

  test('as many as are asked for, and how many there are', async () => {
    const answer = await ask(`<patient>${'<hdata/>'.repeat(50)}</patient>`, BOUNDS, 3);
    expect([answer?.errors.length, answer?.count]).toEqual([3, 50]);
    expect(answer?.errors[2]).toEqual({
      problem: 'missing',
      line: 1,
      xpath: '/patient/hdata[3]',
      tag: 'hdata',
      expected: ['h1'],
    });
  });

  test('what is not well-formed, or not in its encoding, is broken', async () => {
    const big5 = bytesOf(treeOf(['lab'])).toString('latin1');
    const broken = [
      '',
      '<patient>',
      '<patient></patient><patient/>',
      big5.replace('Big5', 'UTF-8'),
      big5.replace('Big5', 'x-none'),
    ];
    for (const xml of broken)
      expect((await ask(Buffer.from(xml, 'latin1')))?.errors).toEqual([
        { problem: 'broken', line: expect.any(Number) },
      ]);
  });

  test('nothing is fetched or expanded', async () => {
    const outside = `<!DOCTYPE patient [<!ENTITY a SYSTEM "file://${process.execPath}">]><patient>&a;</patient>`;
    expect((await ask(outside))?.count).toBeGreaterThan(0);
    const laughs = `<!DOCTYPE p [<!ENTITY a "${'x'.repeat(999)}"><!ENTITY b "${'&a;'.repeat(999)}"><!ENTITY c "${'&b;'.repeat(999)}">]><p>&c;</p>`;
    expect((await ask(laughs))?.errors[0]?.problem).toBe('broken');
  });

  test('it ends when it takes too long', async () => {
    expect(
      await ask(`<patient>${'<hdata/>'.repeat(400_000)}</patient>`, { ...BOUNDS, timeoutMs: 500 }),
    ).toBeUndefined();
  });

  test('a schema that is none is a fault', async () => {
    await expect(xsdJudge(Buffer.from('<a/>'))).rejects.toThrow();
  });
});

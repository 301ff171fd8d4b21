import { describe, expect, it } from 'vitest';
import { hdataUnit } from '../../../src/channels/lab-result/units.ts';
import type { Hdata } from '../../support/corpus/lab-result/case-schema.ts';
import { judged, raisedTogether, reading, recordOf } from './hdata-judged.ts';

const TODAY: Hdata = { h16: '1150512101500' };
const YESTERDAY: Hdata = { h16: '1150511235900' };
const OLD: Hdata = { h16: '1150510101500', h20: '1150509090000' };

describe('the upload date of a file', () => {
  it('is that of most hdata', async () => {
    expect(await raisedTogether([TODAY, YESTERDAY, YESTERDAY])).toEqual(['hdata-1 day-differs']);
  });

  it('of as many it is the later one', async () => {
    expect(await raisedTogether([YESTERDAY, TODAY])).toEqual(['hdata-1 day-differs']);
  });

  it('is one of the two that may be typed, where there is any', async () => {
    expect(await raisedTogether([OLD, OLD, YESTERDAY])).toEqual(['hdata-1 upload-day', 'hdata-2 upload-day']);
  });

  it('points at h16', async () => {
    const [finding] = await judged([TODAY, TODAY, YESTERDAY]);
    expect(finding?.locations).toEqual([{ file: 'a.xml', xpath: '/patient/hdata[3]/h16', line: 316, column: 5 }]);
    expect(finding?.args).toMatchObject({ day: '1150511', upload: '1150512', count: 2 });
  });

  it('is told to the document', () => {
    const hdata = reading();
    expect(hdata.uploadDay()).toBeUndefined();
    const times = ['1150509101500', '1150509101500', '1150230101500', 'x', '1150508101500'];
    for (const [i, h16] of times.entries()) {
      const record = recordOf({ h16 }, i + 1);
      hdata.read(record, hdataUnit('a.xml', record));
    }
    expect(hdata.uploadDay()).toBe('1150509');
  });
});

const SAME: Hdata = { h7: '0099' };
const at = (time: string, more: Hdata = {}): Hdata => ({ ...SAME, h16: `1150512${time}`, ...more });

describe('hdata of one key', () => {
  it('are superseded by the latest h16, wherever it stands', async () => {
    expect(await raisedTogether([at('090000'), at('110000'), at('100000')])).toEqual([
      'hdata-1 repeat-superseded',
      'hdata-3 repeat-superseded',
    ]);
  });

  it('cannot be told apart at the same h16', async () => {
    expect(await raisedTogether([at('100000'), {}, at('100000')])).toEqual([
      'hdata-1 repeat-undecided',
      'hdata-3 repeat-undecided',
    ]);
  });

  it('point at both', async () => {
    const [finding] = await judged([at('090000'), {}, at('110000')]);
    expect(finding?.locations).toEqual([
      { file: 'a.xml', xpath: '/patient/hdata[1]', line: 100, column: 3 },
      { file: 'a.xml', xpath: '/patient/hdata[3]', line: 300, column: 3 },
    ]);
    expect(finding?.args).toEqual({ other: 3, line: 300 });
  });

  /** Each differs from the usual one in one part of the key. */
  const OTHERS: Hdata[] = [
    { h2: '3501200001' },
    { h3: '11' },
    { h5: '1150511083001' },
    { h6: '02' },
    { h7: '0098' },
    { h8: '2' },
    { h8: null },
    { h9: 'A800000014' },
    { h10: '0600102' },
    { h15: '09021C' },
    { h20: '1150511090001' },
  ];
  it.each(OTHERS)('%j makes another order of it', async (change) => {
    expect(await raisedTogether([at('090000'), at('100000', change)])).toEqual([]);
  });

  it('month and category make another order of it', async () => {
    const found = await raisedTogether([at('090000'), at('100000', { h1: '2' }), at('110000', { h4: '11504' })]);
    expect(found.filter((told) => told.includes('repeat'))).toEqual([]);
  });

  it('are no repeat where a part of the key is missing, or h16 is no time', async () => {
    expect(await raisedTogether([at('090000', { h9: null }), at('100000', { h9: null })])).toEqual([]);
    const found = await raisedTogether([at('090000'), at('250000')]);
    expect(found).toEqual(['hdata-2 upload-time']);
  });

  it('parts do not run into each other', async () => {
    const one = at('090000', { h7: '0001', h8: null, h9: 'A123456789' });
    const other = at('100000', { h7: '000', h8: '1', h9: 'A123456789' });
    expect((await raisedTogether([one, other])).filter((told) => told.includes('repeat'))).toEqual([]);
  });

  it('of fifty thousand, each pair is found', async () => {
    const hdata = reading();
    const half = 25_000;
    for (let i = 0; i < 2 * half; i++) {
      const fields = { h1: '1', h2: '3501200000', h3: '12', h4: '11505', h5: '1150511083000', h6: '01', h7: '0001' };
      const own = {
        h9: 'A123456789',
        h10: '0600101',
        h15: `X${i % half}`,
        h16: `1150512${i < half ? '09' : '10'}0000`,
      };
      const record = recordOf({ ...fields, ...own, h20: '1150511090000' }, i + 1);
      hdata.read(record, hdataUnit('a.xml', record));
    }
    const units = [...hdata.after()].map(({ unit, data }) => [unit?.number, (data as { other?: number }).other]);
    expect(units).toEqual(Array.from({ length: half }, (_, i) => [i, i + half + 1]));
  });
});

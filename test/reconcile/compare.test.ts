import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { labResultAnswers } from '../../src/reconcile/lab-result/way.ts';
import { reconciliationLines } from '../../src/reconcile/lines.ts';
import { isAllSame } from '../../src/reconcile/reconcile.ts';
import { ReconciliationSchema } from '../../src/reconcile/result-schema.ts';
import type { Hdata, HdataKind } from '../support/corpus/lab-result/case-schema.ts';
import {
  MESSAGE_NAME,
  messageBytes,
  packageBytes,
  REPORT_NAME,
  reconciled,
  recordAbout,
} from '../support/reconcile/answers.ts';
import { type MadeRecord, reportBytes } from '../support/reconcile/report.ts';

type Given = readonly (Hdata | HdataKind)[];

/** One that we take, one that we refuse with 21, one of several rdata, one that we refuse with 03. */
const HDATA: Given = ['lab', { h6: 'XX' }, 'joint', { h3: '77' }];
const REFUSED = [recordAbout(HDATA, { hdata: 1 }, '21', ['h6']), recordAbout(HDATA, { hdata: 3 }, '03', ['h3'])];

const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(ReconciliationSchema);

async function compared(hdata: Given, records: readonly MadeRecord[], name = REPORT_NAME) {
  const result = await reconciled({ [name]: reportBytes(records) }, packageBytes(hdata));
  validate(result);
  expect(validate.errors).toBeNull();
  const { total, same, nhiOnly, oursOnly, notCompared } = result.counts;
  expect(same + nhiOnly + oursOnly + notCompared).toBe(total);
  return result;
}

describe('unit by unit and code by code', () => {
  test('all the same', async () => {
    const result = await compared(HDATA, REFUSED);
    expect(result.counts).toEqual({
      total: 4,
      same: 4,
      bothTook: 2,
      bothRefused: 2,
      nhiOnly: 0,
      oursOnly: 0,
      notCompared: 0,
      unmatched: 0,
    });
    expect([result.parity, result.reasons, result.differences, isAllSame(result)]).toEqual([
      100,
      { same: 2, partly: 0, other: 0 },
      [],
      true,
    ]);
    expect(result.ruleset).toMatchObject({ asOf: '2026-05-12', asOfBy: 'upload-day' });
    expect(result.answer).toMatchObject({ receiptNumber: '1150512001232', records: 2, tied: true });
    expect(result.codes).toEqual([
      { code: '03', name: '代碼類別錯誤', nhi: 1, ours: 1, both: 1, reminded: 0 },
      { code: '21', name: '就醫類別錯誤', nhi: 1, ours: 1, both: 1, reminded: 0 },
    ]);
  });

  test('NHI alone, we alone, another reason; fields with their names, results by their place', async () => {
    const records = [
      recordAbout(HDATA, { hdata: 2, rdata: 3 }, 'A1', ['r4']),
      recordAbout(HDATA, { hdata: 2, rdata: 1 }, '09', ['r4']),
      recordAbout(HDATA, { hdata: 3 }, '37', []),
    ];
    const result = await compared(HDATA, records);
    expect([result.parity, isAllSame(result)]).toEqual([50, false]);
    expect(result.reasons).toEqual({ same: 0, partly: 0, other: 1 });
    const [nhiOnly, oursOnly, other] = result.differences;
    expect(nhiOnly).toMatchObject({
      kind: 'nhi-only',
      unit: 'hdata-3',
      nhi: ['09', 'A1'],
      fields: [{ tag: 'r4', name: '檢驗報告結果值' }],
      results: [2, 4],
    });
    expect(oursOnly).toMatchObject({ kind: 'ours-only', unit: 'hdata-2', nhi: [], ours: [{ code: '21' }] });
    expect(other).toMatchObject({ kind: 'other-reason', unit: 'hdata-4', nhi: ['37'] });
    expect(result.codes.find(({ code }) => code === '37')).toMatchObject({ notChecked: 'needs-master-data' });
  });

  test('what we only remind of counts as taken by us, and is told', async () => {
    const hdata: Given = [{ h4: '11504' }];
    const result = await compared(hdata, [recordAbout(hdata, { hdata: 0 }, '10', ['h4'])]);
    expect([result.counts.nhiOnly, result.codes[0]]).toMatchObject([1, { code: '10', nhi: 1, both: 0, reminded: 1 }]);
  });

  test('an empty report of this upload: NHI took all', async () => {
    expect(await compared(['lab'], [])).toMatchObject({ parity: 100, counts: { bothTook: 1 } });
    expect(await compared(['lab'], [], 'x.assaychk.txt')).toMatchObject({ parity: null, counts: { notCompared: 1 } });
  });

  test('200 units, 7 differences: cut, not rounded', async () => {
    const hdata: Given = [{ times: 203 }];
    const records = Array.from({ length: 7 }, (_, i) => recordAbout(hdata, { hdata: i * 20 }, '28', ['h2']));
    expect((await compared(hdata, records)).parity).toBe(96.55);
  });
});

describe('records that are matched with no unit', () => {
  test('none, several, too few fields; what is matched still counts', async () => {
    const hdata: Given = ['lab', { h7: '0099' }, { h7: '0099' }];
    const { values } = recordAbout(hdata, { hdata: 0 }, '04');
    const result = await compared(hdata, [
      { values: { ...values, h7: '7777' } },
      recordAbout(hdata, { hdata: 1 }, '25'),
      { values: { h1: '1', h7: '0012', code: '04' } },
      { values: { ...values, code: '28' } },
    ]);
    expect(result.answer.unmatched).toMatchObject({ total: 3, counts: { none: 1, several: 1, 'too-few': 1 } });
    expect(result.counts).toMatchObject({ unmatched: 3, nhiOnly: 1 });
    expect(isAllSame(result)).toBe(false);
  });

  test('twice the same key: the one of that h16', async () => {
    const hdata: Given = [{ h7: '0099' }, { h7: '0099', h16: '1150512111500' }];
    const result = await compared(hdata, [recordAbout(hdata, { hdata: 1 }, '25')]);
    expect(result.differences.map(({ unit }) => unit)).toContain('hdata-2');
    expect(result.counts.unmatched).toBe(0);
  });

  test('a 報告序號 that the hdata does not have', async () => {
    const { values } = recordAbout(['lab'], { hdata: 0 }, '04');
    const result = await compared(['lab'], [{ values: { ...values, r1: '101' } }]);
    expect(result.answer.unmatched.counts).toEqual({ none: 1 });
  });

  test('marked cells may have lost their first sign', async () => {
    const hdata: Given = ['lab', 'lab'];
    const records = [recordAbout(hdata, { hdata: 1 }, '04', ['h7', 'h16', 'h20'])];
    for (const mark of ['over', 'before'] as const) {
      const answer = { [REPORT_NAME]: reportBytes(records, { mark }) };
      expect((await reconciled(answer, packageBytes(hdata))).differences[0]?.unit).toBe('hdata-2');
    }
  });

  test('columns too narrow for their values', async () => {
    const hdata: Given = ['lab', 'lab'];
    const answer = { [REPORT_NAME]: reportBytes([recordAbout(hdata, { hdata: 1 }, '04')], { width: 9 }) };
    const result = await reconciled(answer, packageBytes(hdata));
    expect([result.counts.unmatched, result.differences[0]?.unit]).toEqual([0, 'hdata-2']);
  });

  test('nothing matched: nothing is said of any unit', async () => {
    const result = await compared(['lab', 'lab'], [recordAbout(['image'], { hdata: 0 }, '04')]);
    expect([result.parity, result.counts.notCompared, result.answer.tied]).toEqual([null, 2, false]);
  });
});

describe('answers that cannot be of this upload', () => {
  const answered = (name: string) => compared(['lab'], [recordAbout(['lab'], { hdata: 0 }, '28')], name);
  test.each([
    ['another institution', '3501200001-1150512-1-1150512001232-1.assaychk.txt', /不是同一個醫事機構/],
    ['a day before', '3501200000-1150511-1-1150511001232-1.assaychk.txt', /不是同一次上傳.*2026-05-11.*2026-05-12/],
    ['two days later', '3501200000-1150514-1-1150514001232-1.assaychk.txt', /不是同一次上傳/],
  ])('%s', async (_, name, words) => {
    await expect(answered(name)).rejects.toMatchObject({ kind: 'usage', words: { zh: expect.stringMatching(words) } });
  });

  test('a day later: h16 may be of yesterday', async () => {
    const { assumed, counts } = await answered('3501200000-1150513-1-1150513001232-1.assaychk.txt');
    expect([counts.nhiOnly, assumed.some(({ zh }) => zh.includes('隔天'))]).toEqual([1, true]);
  });

  test('a name that tells nothing', async () => {
    const { assumed, counts } = await answered('報告.txt');
    expect([counts.nhiOnly, assumed.some(({ zh }) => zh.includes('檔名看不出'))]).toEqual([1, true]);
  });
});

describe('the whole file', () => {
  const broken = Buffer.from('<?xml version="1.0" encoding="Big5"?><patient><hdata>');

  test('refused by both', async () => {
    const result = await reconciled({ [MESSAGE_NAME]: messageBytes() }, broken);
    expect(result).toMatchObject({ parity: 100, counts: { total: 1, same: 1 }, answer: { scope: 'file' } });
    validate(result);
    expect(validate.errors).toBeNull();
  });

  test('refused by NHI alone', async () => {
    const result = await reconciled({ [MESSAGE_NAME]: messageBytes() }, packageBytes(HDATA));
    expect(result).toMatchObject({ parity: 0, counts: { total: 1, nhiOnly: 1 }, package: { answer: 'return-unit' } });
    const words = [...reconciliationLines(result, labResultAnswers.whenToLook, 'zh-TW')].join('\n');
    expect(words).toMatch(/^✖ 不同：健保署整個檔案不收（XML申報檔案處理錯誤）/);
  });

  test('a message of other words, of another day, beside a report', async () => {
    const others: [Record<string, Uint8Array>, string, RegExp][] = [
      [{ [MESSAGE_NAME]: messageBytes('檢核正確') }, 'nothing', /公開的文件只說明這一種/],
      [{ '1300_1150520001232.msg.txt': messageBytes() }, 'usage', /不是同一次上傳/],
      [{ [MESSAGE_NAME]: messageBytes(), [REPORT_NAME]: reportBytes([]) }, 'usage', /互相矛盾/],
      [
        { [REPORT_NAME]: reportBytes([]), '3501200000-1150512-1-1150512009999-1.assaychk.txt': reportBytes([]) },
        'usage',
        /2 個收件序號/,
      ],
    ];
    for (const [files, kind, zh] of others)
      await expect(reconciled(files, packageBytes(['lab']))).rejects.toMatchObject({
        kind,
        words: { zh: expect.stringMatching(zh) },
      });
  });
});

test('several files of one 收件序號 are one answer', async () => {
  const [first, second] = REFUSED;
  const answers = {
    [REPORT_NAME]: reportBytes(first ? [first] : []),
    [REPORT_NAME.replace('-1.assaychk', '-2.assaychk')]: reportBytes(second ? [second] : []),
  };
  expect(await reconciled(answers, packageBytes(HDATA))).toMatchObject({ parity: 100, answer: { records: 2 } });
});

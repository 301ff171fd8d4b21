import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { ReceiptSchema } from '../../src/upload/receipt-schema.ts';
import { shownRocDay, theNextDay } from '../../src/upload/roc-day.ts';
import { readReceipt } from '../../src/upload/verify.ts';
import { scratch } from '../support/archives/scratch.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { labFilesOf } from '../support/corpus/lab-result/pack.ts';
import { fitAt, hand, judgedAt } from '../support/upload/judged.ts';

type Given = Pick<CaseFile, 'hdata' | 'xml' | 'pack'>;

/** A ledger and a target of their own, and a folder for each package. */
function world() {
  const folder = scratch();
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const put = (into: string, given: Given): string => {
    mkdirSync(at(into), { recursive: true });
    for (const { name, bytes } of labFilesOf(given)) writeFileSync(at(into, name), bytes);
    return at(into);
  };
  return { at, put, places: { dir: at('out'), data: at('data') }, [Symbol.dispose]: folder[Symbol.dispose] };
}

/** Hands a package over; gives its receipt and its checklist. */
async function handed(it: ReturnType<typeof world>, given: Given) {
  const result = await hand(await fitAt(it.put('in', given)), it.places);
  if (result.kind !== 'sent') throw new Error(result.kind);
  const receipt = await readReceipt(join(result.target, result.receipt));
  return { receipt, checklist: readFileSync(join(result.target, result.checklist), 'utf8') };
}

test('the checklist says which day to type on the page, until when it can be sent, and what comes afterwards', async () => {
  using it = world();
  const { receipt, checklist } = await handed(it, { hdata: ['lab', 'image'] });
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(ReceiptSchema);
  validate(receipt);
  expect(validate.errors).toBeNull();
  expect(receipt).toMatchObject({ channel: 'lab-result', businessCode: null, typeCode: null, uploadDay: '1150512' });
  for (const words of [
    '【正式上傳】檢驗(查)結果每日上傳作業',
    '檢驗(查)結果每日上傳作業＞檢驗(查)結果項目資料上傳及查詢',
    '上傳日期 填 115/05/12（',
    '只有 115/05/12 和 115/05/13 兩天可以傳',
    'TOTFA.zip',
    '（2 筆醫令）',
    '按「開始上傳」；顯示上傳失敗，就再傳一次',
    '收件序號（13 碼）',
    '官方文件沒有寫；使用中的程式用 26',
    '最快 30 分鐘後',
    '網站只留兩週',
    '身分證字號，英文字母大寫',
    'nhi-precheck reconcile',
    '以醫令代碼為單位補正',
  ])
    expect(checklist).toContain(words);
});

test('what was sent yesterday has the day of yesterday', async () => {
  using it = world();
  const { receipt, checklist } = await handed(it, { hdata: [{ h16: '1150511235959' }] });
  expect(receipt.uploadDay).toBe('1150511');
  expect(checklist).toContain('只有 115/05/11 和 115/05/12 兩天可以傳');
});

test('a loose XML is not handed over, though it can be checked; its name may be used again', async () => {
  using it = world();
  const fit = await fitAt(it.put('loose', { pack: 'loose' }));
  expect(await hand(fit, it.places)).toMatchObject({ kind: 'refused', code: 'not-zipped', begun: false });
  expect((await handed(it, {})).receipt.name).toBe('TOTFA.zip');
});

test('there is no hand-over of a test', async () => {
  using it = world();
  const fit = await fitAt(it.put('in', {}));
  expect(await hand(fit, it.places, 'test')).toMatchObject({ kind: 'refused', code: 'no-such-purpose', begun: false });
});

test('what was made for a day is not taken two days later', async () => {
  using it = world();
  const folder = it.put('in', {});
  const answerOn = async (asOf: string) => (await judgedAt([folder], { asOf })).report.verdict.answer;
  expect(await Promise.all(['2026-05-12', '2026-05-13', '2026-05-14'].map(answerOn))).toEqual([
    'accept',
    'accept',
    'return-unit',
  ]);
});

test.each([
  ['1150512', '1150513', '115/05/12'],
  ['1151231', '1160101', '115/12/31'],
  ['1130228', '1130229', '113/02/28'],
])('the day after %s is %s', (day, next, shown) => {
  expect([theNextDay(day), shownRocDay(day)]).toEqual([next, shown]);
});

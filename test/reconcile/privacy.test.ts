import { describe, expect, test } from 'vitest';
import { labResultAnswers } from '../../src/reconcile/lab-result/way.ts';
import { reconciliationLines } from '../../src/reconcile/lines.ts';
import type { Reconciliation } from '../../src/reconcile/result-schema.ts';
import { packageBytes, REPORT_NAME, reconciled, recordAbout } from '../support/reconcile/answers.ts';
import { reportBytes } from '../support/reconcile/report.ts';

const words = (result: Reconciliation): string =>
  (['zh-TW', 'en'] as const)
    .flatMap((language) => [...reconciliationLines(result, labResultAnswers.whenToLook, language)])
    .join('\n');

/** Values that stand for a person or were typed freely; none may come out. */
const PERSONAL = {
  h9: 'K187654321',
  h10: '0451231',
  h17: 'L187654322',
  h22: '王測明的血',
  r2: '王測明項目',
  r4: '結果九九九',
  r9: 'M187654323',
  r11: '電話0912345678',
};
const SHAPES = /K1876|0451231|L1876|M1876|測明|結果九|0912345|1150511083000/;

describe('nothing of a patient comes out', () => {
  const { h9, h10, h17, h22, ...rdata } = PERSONAL;
  const hdata = [{ h9, h10, h17, h22, h6: 'XX', rdata: [rdata] }, { h9 }];

  test('of what was matched, not matched, or run into the cell of the code', async () => {
    const { values } = recordAbout(hdata, { hdata: 0 }, '37');
    const records = [
      { values, marks: ['h9', 'h10', 'r4'] },
      { values: { ...values, h7: '9999' } },
      { values: { ...values, code: `${h9} 王測明 0912345678` }, marks: ['r2'] },
    ];
    const result = await reconciled({ [REPORT_NAME]: reportBytes(records) }, packageBytes(hdata));
    expect(result.answer.records).toBe(3);
    for (const text of [words(result), JSON.stringify(result)]) {
      expect(text).not.toMatch(SHAPES);
      expect(text).toContain('h9');
    }
  });

  test('names of files are masked like values, and cannot command a terminal', async () => {
    const name = 'K187654321\u001b[2J.assaychk.txt';
    const result = await reconciled(
      { [name]: reportBytes([recordAbout(hdata, { hdata: 0 }, '37')]) },
      packageBytes(hdata),
    );
    expect(words(result)).not.toMatch(/K187654321|\u001b/);
    expect(JSON.stringify(result)).not.toMatch(/K187654321/);
  });
});

test('a report of 100,000 records, half of them of another package', async () => {
  const hdata = [{ times: 50 }];
  const records = Array.from({ length: 100 }, (_, i) => {
    const { values } = recordAbout(hdata, { hdata: i % 50 }, '28');
    return { values: i < 50 ? values : { ...values, h15: 'X' }, marks: ['h2'] };
  });
  const page = reportBytes(records);
  const answer = { [REPORT_NAME]: Buffer.concat(Array.from({ length: 1_000 }, () => page)) };
  const result = await reconciled(answer, packageBytes(hdata));
  expect([result.answer.records, result.counts.nhiOnly, result.counts.unmatched]).toEqual([100_000, 50, 50_000]);
  expect(result.answer.unmatched.places).toHaveLength(20);
  expect(words(result).split('\n').length).toBeLessThan(120);
});

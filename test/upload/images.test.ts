import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLedger } from '../../src/upload/ledger.ts';
import { scratch } from '../support/archives/scratch.ts';
import type { CaseFile } from '../support/corpus/case-schema.ts';
import { imageFilesOf } from '../support/corpus/medical-image/pack.ts';
import { fitAt, fitOf, hand, judgedAt } from '../support/upload/judged.ts';

type Given = Pick<CaseFile, 'rows' | 'csv' | 'images'>;

/** A ledger and a target of their own, and a folder for each package. */
function world() {
  const folder = scratch();
  const at = (...parts: string[]): string => join(folder.path, ...parts);
  const put = (into: string, what: Given): string => {
    mkdirSync(at(into), { recursive: true });
    for (const { name, bytes } of imageFilesOf(what)) writeFileSync(at(into, name), bytes);
    return at(into);
  };
  const judged = async (path: string) => {
    using ledger = openLedger(at('data', 'ledger.sqlite'));
    return await judgedAt([path], { ledger });
  };
  const places = { dir: at('out'), data: at('data') };
  return { at, put, judged, places, [Symbol.dispose]: folder[Symbol.dispose] };
}

const raisedBy = ({ report }: Awaited<ReturnType<typeof judgedAt>>): string[] =>
  report.findings.filter(({ outcome }) => outcome !== 'advise').map(({ ruleId }) => ruleId);

test.each<[string, Given, string[]]>([
  ['the same', { rows: ['ct'] }, ['medical-image-sent-again']],
  ['other images', { rows: ['ct'], images: { 1: { sizes: ['600x600'] } } }, ['medical-image-sent-other-images']],
  ['another text', { rows: [{ visitSerial: '0099' }] }, ['medical-image-sent-other-text']],
  [
    'another text and other images of the same examination',
    { rows: [{ visitSerial: '0099' }], images: { 1: { sizes: ['600x600'] } } },
    ['medical-image-sent-other-text'],
  ],
  [
    'something else',
    { rows: [{ examinedAt: '11505120945' }], images: { 1: { sizes: ['600x600'] } } },
    ['medical-image-case-number-used'],
  ],
  ['another number', { rows: [{ archive: 'DCF3501200000_A00000000009.7z' }] }, []],
  [
    'another format under the same number',
    { rows: [{ archive: 'DCF3501200000_A00000000001.CAB' }] },
    ['medical-image-sent-other-text'],
  ],
])('a case number that was handed over before, with %s', async (_, now, rules) => {
  using it = world();
  expect(await hand(await fitAt(it.put('first', { rows: ['ct'] })), it.places)).toMatchObject({ kind: 'sent' });
  const checked = await it.judged(it.put('now', now));
  expect(raisedBy(checked)).toEqual(rules);
});

test('the last of several hand-overs is one of those that count: all are compared with', async () => {
  using it = world();
  const first: Given = { rows: ['ct'] };
  const second: Given = { rows: ['ct'], images: { 1: { sizes: ['600x600'] } } };
  expect(await hand(await fitAt(it.put('first', first)), it.places)).toMatchObject({ kind: 'sent' });
  const corrected = fitOf(await it.judged(it.put('second', second)));
  expect(await hand(corrected, { ...it.places, dir: it.at('out2') })).toMatchObject({ kind: 'sent' });
  expect(raisedBy(await it.judged(it.at('first')))).toEqual(['medical-image-sent-again']);
  expect(raisedBy(await it.judged(it.at('second')))).toEqual(['medical-image-sent-again']);
});

test('rows whose archives are away, or were not judged for a hand-over, leave nothing to remember', async () => {
  using it = world();
  const folder = it.put('first', { rows: ['ct', 'ultrasound'], images: { 2: 'none' } });
  expect((await judgedAt([folder])).orders?.cases).toHaveLength(1);
  expect((await judgedAt([folder], { keepOrders: false })).orders).toBeNull();
});

test('there is no hand-over of a test', async () => {
  using it = world();
  const fit = await fitAt(it.put('first', { rows: ['ct'] }));
  expect(await hand(fit, it.places, 'test')).toMatchObject({ kind: 'refused', code: 'no-such-purpose', begun: false });
});

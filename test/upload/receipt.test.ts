import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../src/intake/paths.ts';
import { refusedSource } from '../../src/intake/refused.ts';
import { type Receipt, ReceiptSchema } from '../../src/upload/receipt-schema.ts';
import { sealOf } from '../../src/upload/seal.ts';
import { ReceiptError, readReceipt, verify } from '../../src/upload/verify.ts';
import { scratch } from '../support/archives/scratch.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';
import { fitAt, hand } from '../support/upload/judged.ts';

const folder = scratch({ [`in/${ZIP}`]: zip(caseFiles()), ...caseFiles() });
afterAll(() => folder[Symbol.dispose]());
const at = (...parts: string[]): string => join(folder.path, ...parts);
const zipped = { target: '', receipt: '' };
const loose = { target: '', receipt: '' };
beforeAll(async () => {
  const places = { dir: at('out'), data: at('data') };
  for (const [into, paths, purpose] of [
    [zipped, [at('in', ZIP)], 'production'],
    [loose, Object.keys(caseFiles()).map((name) => at(name)), 'test'],
  ] as const) {
    const result = await hand(await fitAt(...paths), { ...places, data: at(`data ${purpose}`) }, purpose);
    if (result.kind !== 'sent') throw new Error(result.kind);
    Object.assign(into, { target: result.target, receipt: join(result.target, result.receipt) });
  }
});

describe('a receipt', () => {
  test('is what its schema says, and its paths are relative', async () => {
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(ReceiptSchema);
    for (const { receipt } of [zipped, loose]) {
      const text = readFileSync(receipt, 'utf8');
      validate(JSON.parse(text));
      expect(validate.errors).toBeNull();
      expect(text).not.toContain(folder.path);
    }
    expect(await readReceipt(zipped.receipt)).toMatchObject({
      purpose: 'production',
      businessCode: 'QB1_R',
      typeCode: '14',
      name: ZIP,
      verdict: { answer: 'accept', units: { total: 1 } },
      acceptedHold: null,
      ruleset: { asOf: '2026-05-12', levels: [] },
      handedOverAt: '2026-05-12T14:00:00+08:00',
      members: [{ path: `FHR${KEY}.JSON` }, { path: `ATT${KEY}.CAB` }, { path: `DCF${KEY}.CAB` }],
    });
    expect(await readReceipt(loose.receipt)).toMatchObject({ purpose: 'test', businessCode: 'QB1_T', members: [] });
  });

  test('any edit shows in the seal; the order of keys and blanks do not matter', async () => {
    const receipt = await readReceipt(zipped.receipt);
    expect(sealOf(receipt)).toBe(receipt.seal);
    const reversed = Object.fromEntries(Object.entries(receipt).reverse()) as Receipt;
    expect(sealOf(reversed)).toBe(receipt.seal);
    const edits: Partial<Receipt>[] = [
      { id: 'x' },
      { purpose: 'test' },
      { acceptedHold: '' },
      { handedOverAt: '2026-05-12T14:00:01+08:00' },
      { files: receipt.files.map((file) => ({ ...file, size: file.size + 1 })) },
      { members: receipt.members.slice(1) },
      { members: [...receipt.members].reverse() },
      { verdict: { ...receipt.verdict, answer: 'remind' } },
    ];
    const seals = edits.map((edit) => sealOf({ ...receipt, ...edit }));
    expect(seals).not.toContain(receipt.seal);
    expect(new Set(seals).size).toBe(edits.length);
  });

  test.each<[string, string | Uint8Array | null, ReceiptError['why']]>([
    ['that is not there', null, 'not-found'],
    ['that is empty', '', 'no-receipt'],
    ['that is no JSON', '{"receipt":1', 'no-receipt'],
    ['that is JSON of another kind', '{"reports":[]}', 'no-receipt'],
    ['of a newer layout', '{"receipt":2}', 'no-receipt'],
    ['nested a million deep', `${'['.repeat(1_000_000)}`, 'no-receipt'],
    ['of 65 MiB', new Uint8Array(65 * 2 ** 20), 'too-large'],
  ])('%s is told', async (_, content, why) => {
    using place = scratch(content === null ? {} : { r: content });
    await expect(readReceipt(join(place.path, 'r'))).rejects.toMatchObject({ name: 'ReceiptError', why });
  });

  test('a key of ours that everything has already does not pass for a receipt', async () => {
    using place = scratch({ r: readFileSync(zipped.receipt, 'utf8').replace('"id"', '"__proto__"') });
    await expect(readReceipt(join(place.path, 'r'))).rejects.toBeInstanceOf(ReceiptError);
  });
});

describe('comparing files with a receipt', () => {
  const compared = async (receipt: string, ...paths: string[]) =>
    verify(await readReceipt(receipt), receipt, (await sourcesOf(paths)).sources);
  const nothing = { sealBroken: false, missing: [], differs: [], unreadable: [], extra: [] };

  test('the folder as it was handed over, the files by themselves, and the original', async () => {
    const whole = { whole: true, same: [ZIP], ...nothing };
    expect(await compared(zipped.receipt, zipped.target)).toEqual(whole);
    expect(await compared(zipped.receipt, at('in', ZIP))).toEqual(whole);
    expect(await compared(loose.receipt, loose.target)).toMatchObject({ whole: true, ...nothing });
  });

  test('the receipt under another name, with a copy of itself beside the files', async () => {
    using place = scratch();
    const copy = join(place.path, 'kept.json');
    copyFileSync(zipped.receipt, copy);
    expect(await compared(copy, zipped.target)).toMatchObject({ whole: true });
  });

  test('what is missing, differs, cannot be read, or is extra', async () => {
    using place = scratch();
    for (const name of Object.keys(caseFiles())) copyFileSync(join(loose.target, name), join(place.path, name));
    const [fhr, att, dcf] = [`FHR${KEY}.JSON`, `ATT${KEY}.CAB`, `DCF${KEY}.CAB`].map((name) =>
      join(place.path, name),
    ) as [string, string, string];
    const bytes = readFileSync(fhr);
    writeFileSync(fhr, Buffer.concat([bytes.subarray(0, -1), Buffer.from(' ')])); // the same size
    rmSync(att);
    writeFileSync(join(place.path, 'notes.txt'), 'x');
    mkdirSync(join(place.path, 'more'));
    copyFileSync(dcf, join(place.path, 'more', `DCF${KEY}.CAB`));
    const result = await compared(loose.receipt, place.path);
    expect(result).toEqual({
      whole: false,
      sealBroken: false,
      same: [`DCF${KEY}.CAB`],
      missing: [`ATT${KEY}.CAB`],
      differs: [`FHR${KEY}.JSON`],
      unreadable: [],
      extra: ['notes.txt', `more/DCF${KEY}.CAB`],
    });
    const { files } = await readReceipt(zipped.receipt);
    const gone = { ...refusedSource(ZIP, 'no-permission'), size: files[0]?.size ?? 0 };
    const receipt = await readReceipt(zipped.receipt);
    expect(await verify(receipt, zipped.receipt, [gone])).toMatchObject({ whole: false, unreadable: [ZIP], same: [] });
  });

  test('an edited receipt is told although the files match what it says', async () => {
    using place = scratch();
    const edited = join(place.path, 'r.receipt.json');
    writeFileSync(edited, readFileSync(zipped.receipt, 'utf8').replace('"production"', '"test"'));
    expect(await compared(edited, at('in', ZIP))).toMatchObject({ whole: false, sealBroken: true, same: [ZIP] });
  });
});

test('an edited checklist differs; none is no matter', async () => {
  const sheet = zipped.receipt.replace('.receipt.json', '.checklist.txt');
  const text = readFileSync(sheet, 'utf8');
  const receipt = await readReceipt(zipped.receipt);
  const look = async () => verify(receipt, zipped.receipt, (await sourcesOf([zipped.target])).sources);
  try {
    writeFileSync(sheet, text.replaceAll('QB1_R', 'QB1_T'));
    expect(await look()).toMatchObject({ whole: false, differs: [sheet.slice(zipped.target.length + 1)] });
    rmSync(sheet);
    expect((await look()).whole).toBe(true);
  } finally {
    writeFileSync(sheet, text);
  }
  expect((await look()).whole).toBe(true);
});

test('the checklist opens in Notepad, and says which upload, which files, and what to press', () => {
  const read = ({ target, receipt }: typeof zipped) =>
    readFileSync(join(target, receipt.slice(target.length + 1).replace('.receipt.json', '.checklist.txt')), 'utf8');
  const [production, trial] = [read(zipped), read(loose)];
  for (const text of [production, trial]) {
    expect(text).toMatch(/^\uFEFF【(正式|測試)上傳】QB1_/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const term of ['事前審查案件批次上傳', '作業監控', '已完成', '批次初步檢核結果查詢', '共通介面 API'])
      expect(text).toContain(term);
  }
  expect(production).toContain('SendA');
  expect(trial).not.toContain('SendA');
  expect(trial).toContain('測試不要用傳輸作業平台');
  expect(production).toContain('業務別選「QB1_R-事前審查正式_FHIR格式」，不是 QB1_T');
  expect(trial).toContain('業務別選「QB1_T-事前審查測試_FHIR格式」，不是 QB1_R');
  for (const name of Object.keys(caseFiles())) expect(trial).toContain(`□ ${name}`);
  const { sha256 = '', size = 0 } = JSON.parse(readFileSync(zipped.receipt, 'utf8')).files[0];
  expect(production).toContain(`□ ${ZIP}　${size.toLocaleString('en-US')} bytes　sha256 ${sha256.slice(0, 12)}`);
});

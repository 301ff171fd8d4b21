import { type Static, Type } from '@sinclair/typebox';
import { isRocDate } from './calendar.ts';
import type { Predicate } from './predicate.ts';

const Options = Type.Object(
  { kind: Type.Union([Type.Literal('prior-auth'), Type.Literal('prior-auth-zip')]) },
  { additionalProperties: false },
);

const PRIOR_AUTH = /^(FHR|ATT|DCF)[0-9A-Z]{10}_[0-9]{16}\.([0-9A-Za-z]{2,4})$/;
const PRIOR_AUTH_ZIP = /^[0-9A-Z]{10}_([0-9]{7})_[0-9]{3}\.([A-Za-z]{3})$/;
const ARCHIVES: readonly string[] = ['cab', '7z'];

/** 檔案類別 + 醫事機構代號 + _ + 案件編號, with the extension that goes with the kind of file. */
function isPriorAuthFile(name: string): boolean {
  const [, kind, extension] = PRIOR_AUTH.exec(name) ?? [];
  if (extension === undefined) return false;
  return kind === 'FHR' ? extension.toLowerCase() === 'json' : ARCHIVES.includes(extension.toLowerCase());
}

/** 醫事機構代碼 + _ + 系統日期 (ROC) + _ + 序號. */
function isPriorAuthZip(name: string): boolean {
  const [, date, extension] = PRIOR_AUTH_ZIP.exec(name) ?? [];
  return date !== undefined && extension?.toLowerCase() === 'zip' && isRocDate(date, false);
}

/**
 * Takes a string, a file name without folders; true when it is built as `kind` wants:
 * - `prior-auth` (prior-auth U1, U2, U5): FHR with .JSON, ATT and DCF with .CAB or .7z. Prefix and institution are upper
 *   case; the case of the extension is free (the guide shows .JSON and .json). The case number is 16 digits here; that
 *   it begins with a real Western date (U4) is `westernDate` on its first eight.
 * - `prior-auth-zip` (U6): institution, ROC date of 7 digits, serial of 3, .zip in any case. The date must be real.
 */
export const fileName: Predicate = {
  name: 'fileName',
  says: {
    zh: '檔名符合命名規則（事前審查：檔案類別＋醫事機構代號_案件編號.副檔名；zip：醫事機構代碼_民國日期_序號.zip）',
    en: 'a file name by the naming rule (prior-auth: kind+institution_case.ext; zip: institution_ROCdate_serial.zip)',
  },
  options: Options,
  compile(options) {
    const { kind } = options as Static<typeof Options>;
    const fits = kind === 'prior-auth' ? isPriorAuthFile : isPriorAuthZip;
    return (value) => typeof value !== 'string' || fits(value);
  },
};

import path from 'node:path';
import { isDay } from '../../clock.ts';
import type { ArchiveRole } from './archive-facts.ts';

/** The last part of a shown path. */
export const baseName = (name: string): string => path.posix.basename(name.replaceAll('\\', '/'));

const MEANT_AS_ARCHIVE = /^\s*(DCF|ATT)[ _-]?[0-9A-Z]{4}/i;
const ARCHIVE_ENDS = /\.(?:7z|cab|zip|rar|001)\s*$/i;

/** The role that a file name claims, forgiving full-width signs, letter case and blanks; undefined where it is no archive of images. */
export function archiveRole(name: string): ArchiveRole | undefined {
  const [, role] = MEANT_AS_ARCHIVE.exec(name.normalize('NFKC')) ?? [];
  return role && ARCHIVE_ENDS.test(name.normalize('NFKC')) ? (role.toLowerCase() as ArchiveRole) : undefined;
}

const ARCHIVE = /^(?:DCF|ATT)([0-9A-Z]{10})_([0-9A-Z]{12})\.[0-9A-Z]+$/i;

/** 案件編號 as it is compared: twelve letters or digits in upper case; undefined where the name has none. */
export const caseNumberOf = (name: string): string | undefined => ARCHIVE.exec(name)?.[2]?.toUpperCase();

/** What NHI tells archives of all batches apart by: institution and 案件編號, 22 signs in upper case; undefined where the name has none. */
export function caseKeyOf(name: string): string | undefined {
  const [, institution, number] = ARCHIVE.exec(name) ?? [];
  return institution && number ? (institution + number).toUpperCase() : undefined;
}

/** What a CSV's name says. `roc-date`: right but for a ROC date; `odd-signs`: not half-width letters, digits and underscores. */
export interface CsvName {
  readonly state: 'right' | 'roc-date' | 'letter-case' | 'odd-signs' | 'wrong';
  /** 醫事機構代碼 in upper case; undefined where the name has none. */
  readonly institution: string | undefined;
  /** yyyy-MM-dd; undefined where it is no real day. */
  readonly day: string | undefined;
  /** The eight digits of the date, where they are there. */
  readonly date: string | undefined;
}

const CSV = /^([0-9A-Z]{10})_([0-9]{8})_([0-9]{3,6})\.csv$/;

const dayOf = (digits: string): string | undefined => {
  const day = digits.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return isDay(day) ? day : undefined;
};

/** Reads the name of a CSV (四(二)1(1)C): 醫事機構代碼_西元日期_序號.csv. @param name without folders */
export function csvName(name: string): CsvName {
  const plain = name.normalize('NFKC').trim();
  const [, institution, date = ''] = /^([0-9A-Z]{10})[ _-]+([0-9]{6,8})(?![0-9])/i.exec(plain) ?? [];
  const parts = {
    institution: institution?.toUpperCase(),
    day: date.length === 8 ? dayOf(date) : undefined,
    date: date.length === 8 ? date : undefined,
  };
  if (CSV.test(name)) return { state: 'right', ...parts };
  if (!/^[\w.]*$/.test(name)) return { state: 'odd-signs', ...parts };
  if (/^[0-9A-Z]{10}_[0-9]{7}_[0-9]{3,6}\.csv$/i.test(name)) return { state: 'roc-date', ...parts };
  if (/^[0-9A-Z]{10}_[0-9]{8}_[0-9]{3,6}\.csv$/i.test(name)) return { state: 'letter-case', ...parts };
  return { state: 'wrong', ...parts };
}

/** Whether a name means to be the CSV of a batch: its code, a date and a serial number, however they are written. */
export const isMeantAsCsv = (name: string): boolean =>
  /^[0-9A-Z]{10}[ _-]+[0-9]{6,8}[ _-]*[0-9]*.*\.csv$/i.test(name.normalize('NFKC').trim());

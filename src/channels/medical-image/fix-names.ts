import { isDay } from '../../clock.ts';
import type { ArchiveKind } from '../../readers/archive/kind.ts';
import { western } from '../prior-auth/dates.ts';
import { isLeftover } from '../prior-auth/fix-names.ts';

/** A full-width letter, digit or sign, or the wide blank. */
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const ARCHIVE = /^(DCF|ATT)([0-9A-Z]{10})_([0-9A-Z]{12})((?:\s*\.[^.]*)*)$/i;
const CSV = /^([0-9A-Z]{10})_([0-9]{7,8})_([0-9]{3,6})(?:\s*\.csv)+$/i;

/** Half width, without blanks at either end; no sign is guessed. */
const plain = (name: string): string => name.replace(FULL_WIDTH, (sign) => sign.normalize('NFKC')).trim();

/** The extension that an archive has to have; null where neither its name nor its bytes say. */
function extensionOf(tail: string, kind: ArchiveKind): string | null {
  if (kind === '7z') return '.7z';
  if (kind === 'cab') return '.CAB';
  const [said = '', ...others] = tail
    .split('.')
    .slice(1)
    .map((part) => part.trim().toLowerCase());
  if (kind !== 'unknown' || others.some((other) => other !== said)) return null;
  return said === '7z' ? '.7z' : said === 'cab' ? '.CAB' : null;
}

/**
 * What an archive was meant to be called: role and institution in upper case, half width, one extension, and that of
 * what it is. The twelve signs of the case number stay as they are. Null where a part would have to be guessed.
 * @param name without folders
 * @param kind what the bytes are; `unknown` for a name alone
 */
export function rightArchiveName(name: string, kind: ArchiveKind): string | null {
  const [, role = '', institution = '', number, tail = ''] = ARCHIVE.exec(plain(name)) ?? [];
  const extension = role && extensionOf(tail, kind);
  const beginning = `${role}${institution}`.toUpperCase();
  return extension ? `${beginning}_${number}${extension}` : null;
}

/**
 * What a CSV was meant to be called: a ROC date as the Western date of the same day, letters of the institution in upper
 * case, the extension in lower case. Null where that would be a guess.
 * @param name without folders
 */
export function rightCsvName(name: string): string | null {
  const [, institution, date, serial] = CSV.exec(plain(name)) ?? [];
  const day = date?.length === 7 ? western(date) : date;
  if (!day || !isDay(day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'))) return null;
  return `${institution?.toUpperCase()}_${day}_${serial}.csv`;
}

/**
 * What ties an archive's file and the cells that mean it, however they are written: role, institution and case number in
 * upper case. Null where a name has not all of them.
 * @param name folders before it, as a cell may have them, do not count
 */
export function archiveStem(name: string): string | null {
  const [, role, institution, number] = ARCHIVE.exec(plain(name.slice(name.search(/[^/\\]*$/)))) ?? [];
  return role ? `${role}${institution}_${number}`.toUpperCase() : null;
}

/** The twelve signs of the case number as a name writes them. @throws Error where `archiveStem` gives null */
export function caseNumberAsWritten(name: string): string {
  const [, , , number] = ARCHIVE.exec(plain(name.slice(name.search(/[^/\\]*$/)))) ?? [];
  if (number === undefined) throw new Error('no name of an archive');
  return number;
}

/** What a file of this channel was meant to be called: see `rightCsvName` and `rightArchiveName`. */
export const rightFileName = (name: string, kind: ArchiveKind): string | null =>
  rightCsvName(name) ?? rightArchiveName(name, kind);

/** Names of this channel, for `fix`: it sends no zip. */
export const MEDICAL_IMAGE_NAMES = { file: rightFileName, zip: () => null, isLeftover, byPart: 'csv' } as const;

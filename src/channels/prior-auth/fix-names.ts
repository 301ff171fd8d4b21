import { isDay } from '../../clock.ts';
import type { ArchiveKind } from '../../readers/archive/kind.ts';
import { western } from './dates.ts';
import { baseName } from './names.ts';

/** A full-width letter, digit or sign, or the wide blank. */
const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const FILE = /^(FHR|ATT|DCF)([0-9A-Z]{10})_([0-9]{16})((?:\s*\.[^.]*)*)$/i;
const ZIP = /^([0-9A-Z]{10})_([0-9]{7,8})_([0-9]{3})((?:\s*\.zip)*)$/i;

/** Half width, without blanks at either end; no sign is guessed. */
const plain = (name: string): string => name.replace(FULL_WIDTH, (sign) => sign.normalize('NFKC')).trim();

/** The extension that a file of this role has to have; null where neither its name nor its bytes say. */
function extensionOf(role: string, tail: string, kind: ArchiveKind): string | null {
  const [said = '', ...others] = tail
    .split('.')
    .slice(1)
    .map((part) => part.trim().toLowerCase());
  if (others.some((other) => other !== said)) return null;
  if (role === 'FHR') return said === 'json' || (said === '' && kind === 'json') ? '.JSON' : null;
  if (kind === '7z' || said === '7z') return kind === 'cab' ? '.CAB' : '.7z';
  return kind === 'cab' || said === 'cab' ? '.CAB' : null;
}

/**
 * What a file was meant to be called: upper case, half width, without blanks around, one extension, and that of the
 * archive that it is. Null where a part would have to be guessed (institution, case number).
 * @param name without folders
 * @param kind what the bytes are
 */
export function rightFileName(name: string, kind: ArchiveKind): string | null {
  const [, role = '', institution, number, tail = ''] = FILE.exec(plain(name)) ?? [];
  const extension = role && extensionOf(role.toUpperCase(), tail, kind);
  return extension ? `${role}${institution}_${number}`.toUpperCase() + extension : null;
}

/** What a zip was meant to be called: a Western date as the ROC date of the same day. Null where that would be a guess. */
export function rightZipName(name: string): string | null {
  const [, institution, date, serial] = ZIP.exec(plain(name)) ?? [];
  const day = date?.length === 7 ? western(date) : date;
  if (!day || !isDay(day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')) || day < '19120101') return null;
  const roc = String(Number(day.slice(0, 4)) - 1911).padStart(3, '0') + day.slice(4);
  return `${institution?.toUpperCase()}_${roc}_${serial}.zip`;
}

/** What a Mac or Windows puts beside files on its own. */
export function isLeftover(path: string): boolean {
  const name = baseName(path);
  return name === '.DS_Store' || /^thumbs\.db$/i.test(name) || (/^__MACOSX[/\\]/.test(path) && name.startsWith('.'));
}

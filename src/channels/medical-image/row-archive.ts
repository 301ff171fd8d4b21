import type { RowJoin } from './row-data.ts';
import type { Draft } from './row-draft.ts';
import type { OrderFacts } from './row-order.ts';
import type { ArchiveName } from './row-record-type.ts';

/** What column 14 says of its archive. */
export interface ArchiveCell {
  readonly name: ArchiveName;
  /** By the first three letters, also where the rest is wrong. */
  readonly role: 'dcf' | 'att' | undefined;
  /** The extension is .CAB or .7z, in these letters or in others. */
  readonly extension: 'usual' | 'other-case' | undefined;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isCapital = (code: number): boolean => code >= 65 && code <= 90;
const isSmall = (code: number): boolean => code >= 97 && code <= 122;

const INSTITUTION = 3;
const UNDERSCORE = 13;
const CASE_NUMBER = 14;
const DOT = 26;

function signsFit(value: string, from: number, to: number, small: boolean): boolean {
  for (let i = from; i < to; i++) {
    const code = value.charCodeAt(i);
    if (!isDigit(code) && !isCapital(code) && !(small && isSmall(code))) return false;
  }
  return true;
}

function fault(value: string): ArchiveName {
  if (/[/\\]/.test(value)) return 'folder';
  const dot = value.lastIndexOf('.');
  if (dot < 0) return 'extension-missing';
  if (!/^\.(?:cab|7z)$/i.test(value.slice(dot))) return 'extension-other';
  const kind = value.slice(0, INSTITUTION);
  if (kind !== 'DCF' && kind !== 'ATT') return /^(?:dcf|att)$/i.test(kind) ? 'kind-lower' : 'kind';
  if (!signsFit(value, INSTITUTION, UNDERSCORE, false)) return 'institution';
  if (value[UNDERSCORE] !== '_') return value.includes('_') ? 'institution' : 'underscore';
  return 'case-number';
}

const ROLES = { DCF: 'dcf', ATT: 'att' } as const;

/** Reads the name in column 14: DCF or ATT, institution, `_`, twelve letters or digits, `.CAB` or `.7z`. */
export function archiveCell(value: string): ArchiveCell {
  const kind = value.startsWith('DCF') ? 'DCF' : value.startsWith('ATT') ? 'ATT' : undefined;
  const role = kind && ROLES[kind];
  const usual = value.endsWith('.7z') ? 29 : value.endsWith('.CAB') ? 30 : 0;
  const length = usual || (/\.7Z$/.test(value) ? 29 : /\.cab$/i.test(value) ? 30 : 0);
  const good =
    role !== undefined &&
    length > 0 &&
    value.length === length &&
    value.charCodeAt(DOT) === 46 &&
    value.charCodeAt(UNDERSCORE) === 95 &&
    signsFit(value, INSTITUTION, UNDERSCORE, false) &&
    signsFit(value, CASE_NUMBER, DOT, true);
  const extension = length === 0 ? undefined : usual > 0 ? 'usual' : 'other-case';
  return { name: good ? 'good' : fault(value), role, extension };
}

/** What follows from column 14, beside the institution, the order, and the archives that are there. */
export function archiveFacts(row: Draft, join: RowJoin, order: OrderFacts | undefined): void {
  if (row.archive === undefined) return;
  const { name, role, extension } = archiveCell(row.archive);
  row.archiveName = name;
  row.archiveRole = role;
  if (role === 'att' && order?.kind !== undefined) row.attAllowed = order.jpg;
  if (name !== 'good') return;
  row.extension = extension;
  row.archiveThere = join.there;
  if (join.there !== 'missing') row.archiveTwin = join.twin;
  if (row.institution?.length === UNDERSCORE - INSTITUTION)
    row.archiveInstitutionAgrees = row.archive.startsWith(row.institution, INSTITUTION);
}

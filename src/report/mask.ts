import type { SHOWN_AS } from '../engine/rule-schema.ts';

type ShownAs = (typeof SHOWN_AS)[number];

/** What decides whether a value may be shown. */
export interface ShowContext {
  /** yyyy-MM-dd; dates far from it may be birth dates. */
  readonly asOf: string;
  /** Whether a value is a code of a table of the ruleset; nothing else counts as a code. */
  isCode(value: string): boolean;
}

const ID_SHAPE = '[A-Za-zＡ-Ｚａ-ｚ][A-DＡ-Ｄa-dａ-ｄ0-9０-９][0-9０-９]{6,8}(?![0-9０-９])';
const ID = new RegExp(ID_SHAPE);
const IDS = new RegExp(ID_SHAPE, 'g');
const ID_FIRST = new RegExp(`^${ID_SHAPE}`);
const HAN = /[\p{Script=Han}○〇]/u;
const LONG_DIGITS = /[0-9０-９][0-9０-９ -]{3,}[0-9０-９]/;
/** An institution code, with or without a case number; or our words for both. */
const INSTITUTION = /^(?:[0-9A-Z]{10}(?:_\d{16})?|〈醫事機構代號〉_〈案件編號〉)$/;
const UUID = /^(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const REFERENCE =
  /^(AllergyIntolerance|CarePlan|Claim|ClaimResponse|ClinicalImpression|Composition|Condition|Coverage|DiagnosticReport|DocumentReference|Encounter|ImagingStudy|Media|MedicationRequest|Observation|Organization|Patient|Practitioner|Procedure|Specimen|Substance)\/(.+)$/s;
/** `2026-04`, `20260409`, `2026-04-09 10:00`, `1150409`: as far as it must look like a date to be shown as one. */
const DATE = /^(\d{3,4})[-/]?(?:0[1-9]|1[0-2])(?:[-/]?(?:0[1-9]|[12]\d|3[01])(?:[T ][0-9:.+Z -]{1,24})?)?$/;
const YEARS = 3;
const LENGTH = 200;

/** A12345****: six signs of an id stay, fewer of anything else, and none where a Chinese name may stand. */
function hidden(value: string): string {
  const signs = [...value];
  const keep = ID_FIRST.test(value) ? 6 : HAN.test(value) ? 0 : Math.min(2, Math.floor(signs.length / 4));
  return signs.slice(0, keep).join('') + '*'.repeat(Math.min(signs.length - keep, 12));
}

/** Text with what looks like a national id in it masked; the letters FHR, ATT, DCF before digits are none of an id. */
const withoutIds = (value: string): string => {
  const prefix = /^(?:FHR|ATT|DCF)(?=\d)/i.exec(value)?.[0] ?? '';
  const rest = value.slice(prefix.length).replace(IDS, (id) => `${id.slice(0, 6)}${'*'.repeat(id.length - 6)}`);
  return prefix + rest;
};

const decoded = (value: string): string =>
  value.replace(/%[0-9A-Fa-f]{2}/g, (sign) => String.fromCharCode(Number.parseInt(sign.slice(1), 16)));

/** How names begin that NHI's guide prescribes. */
const PRESCRIBED = /^(?:FHR|ATT|DCF|[0-9A-Z]{10}_\d{7}_)/i;

/** A file name: shown but for ids. What has no extension is a person's name or number that slipped in as likely as a file. */
function fileName(value: string): string {
  if (value.includes('%') && ID.test(decoded(value))) return hidden(value);
  const named = /\.[^.]{1,8}$/.test(value) || PRESCRIBED.test(value);
  return named || !(HAN.test(value) || LONG_DIGITS.test(value)) ? withoutIds(value) : hidden(value);
}

/** Names of up to 8 signs, as DICOM has them, are too short for an id. */
const shortOr = (part: string, other: (part: string) => string): string => (part.length <= 8 ? part : other(part));

/** A part of a Referenced File ID: shown, unless it is a number alone, has many digits, or Chinese. */
const idPart = (part: string): string => {
  const number = !/[A-Za-z]/.test(part) && part.replace(/\D/g, '').length >= 5;
  if (number || HAN.test(part) || (part.length > 8 && /\d{7}/.test(part))) return hidden(part);
  return shortOr(part, withoutIds);
};

/** A Referenced File ID of a DICOMDIR, part by part. */
const fileId = (value: string): string => value.split('/').map(idPart).join('/');

/** A path as the user knows it: what the user's own disk calls a file stays, names inside archives go without ids. */
export function shownPath(path: string): string {
  const [outer = '', ...inner] = path.toWellFormed().split('!/');
  const named = (name: string): string =>
    name
      .split('/')
      .map((part) => shortOr(part, withoutIds))
      .join('/');
  return [outer, ...inner.map(named)].join('!/');
}

/** Words of a parser, which may quote what it read: without ids, Chinese and long numbers. */
export const withoutPersonal = (words: string): string =>
  withoutIds(words.toWellFormed())
    .replace(/[\p{Script=Han}○〇]+/gu, '*')
    .replace(/[0-9０-９][0-9０-９ /-]{3,}[0-9０-９]/g, '*');

/** A date near the as-of day; a birth date that slipped into the field is far from it. */
function nearDate(value: string, asOf: string): boolean {
  const year = DATE.exec(value)?.[1];
  if (year === undefined) return false;
  return Math.abs(Number(year) + (year.length === 3 ? 1911 : 0) - Number(asOf.slice(0, 4))) <= YEARS;
}

const isNumber = (value: string): boolean => /^-?\d{1,5}(\.\d{1,4})?$/.test(value);

function mayShow(
  value: string,
  as: Exclude<ShownAs, 'own' | 'file' | 'file-id'>,
  { asOf, isCode }: ShowContext,
): boolean {
  if (as === 'uuid') return UUID.test(value);
  if (as === 'date') return nearDate(value, asOf);
  if (as === 'institution') return INSTITUTION.test(value) && !ID_FIRST.test(value);
  return as === 'number' ? isNumber(value) : isCode(value);
}

/** A value of whatever kind in full. */
function plain(value: unknown): string | number {
  if (typeof value === 'number') return value;
  try {
    return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, LENGTH);
  } catch {
    return kind(value); // nested too deep
  }
}

const kind = (value: unknown): string => `（${Array.isArray(value) ? 'array' : typeof value}）`;

/**
 * An argument as it may be shown. Unmasked only when its rule declares what it is and the value has that shape,
 * and never when it looks like a national id or a Chinese name: columns shift.
 */
export function shown(value: unknown, as: ShownAs | undefined, context: ShowContext): string | number | null {
  if (value === undefined || value === null) return null;
  if (as === 'own') return plain(value);
  if (typeof value === 'number') return as === 'number' && Math.abs(value) < 1e6 ? value : hidden(String(value));
  if (typeof value !== 'string') return kind(value);
  const text = value.toWellFormed().slice(0, LENGTH);
  if (as === 'file') return fileName(text);
  if (as === 'file-id') return fileId(text);
  const [, type, id] = (as === 'uuid' && REFERENCE.exec(text)) || [];
  if (type !== undefined && id !== undefined) return `${type}/${hidden(id)}`;
  return as !== undefined && mayShow(text, as, context) ? text : hidden(text);
}

import type { SHOWN_AS } from '../engine/rule-schema.ts';

type ShownAs = (typeof SHOWN_AS)[number];

const ID_SHAPE = '[A-Za-zＡ-Ｚａ-ｚ][A-DＡ-Ｄa-dａ-ｄ0-9０-９][0-9０-９]{6,8}(?![0-9０-９])';
const ID = new RegExp(ID_SHAPE);
const IDS = new RegExp(ID_SHAPE, 'g');
const HAN = /[\p{Script=Han}○〇]/u;
const LONG_DIGITS = /[0-9０-９]{6,}/;
const UUID = /^(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const CODE = /^[A-Za-z][A-Za-z0-9.-]{1,63}$/;
const REFERENCE =
  /^(AllergyIntolerance|CarePlan|Claim|ClaimResponse|ClinicalImpression|Composition|Condition|Coverage|DiagnosticReport|DocumentReference|Encounter|ImagingStudy|Media|MedicationRequest|Observation|Organization|Patient|Practitioner|Procedure|Specimen|Substance)\/(.+)$/s;
const YEARS = 3;

/** A12345****: six signs of an id stay, fewer of anything shorter. */
function hidden(value: string): string {
  const signs = [...value];
  const keep = ID.test(value) ? 6 : Math.min(2, Math.floor(signs.length / 4));
  return signs.slice(0, keep).join('') + '*'.repeat(Math.min(signs.length - keep, 12));
}

/** Parts of a file name that look like a national id. */
const withoutIds = (value: string): string =>
  value.replace(IDS, (id) => `${id.slice(0, 6)}${'*'.repeat(id.length - 6)}`);

/** A date near the as-of day; a birth date that slipped into the field is far from it. */
function nearDate(value: string, asOf: string): boolean {
  const year = Number(/^(\d{4})/.exec(value)?.[1]);
  const roc = /^\d{7}$/.test(value) ? Number(value.slice(0, 3)) + 1911 : Number.NaN;
  const near = [year, roc].some((each) => Math.abs(each - Number(asOf.slice(0, 4))) <= YEARS);
  return near && /^[-0-9T:.+Z ]{4,35}$/.test(value);
}

function mayShow(value: string, as: ShownAs, asOf: string): boolean {
  if (as === 'own') return true;
  if (as === 'uuid') return UUID.test(value);
  if (ID.test(value) || (as !== 'file' && HAN.test(value))) return false;
  if (as === 'date') return nearDate(value, asOf);
  if (as === 'number') return /^-?\d{1,5}(\.\d{1,4})?$/.test(value);
  return CODE.test(value) && !LONG_DIGITS.test(value.replace(/^[A-Z]{1,2}\d{6,8}[A-Z0-9]{0,3}$/, ''));
}

/**
 * An argument as it may be shown. Unmasked only when its rule declares what it is and the value has that shape,
 * and never when it looks like a national id or a Chinese name: columns shift.
 */
export function shown(value: unknown, as: ShownAs | undefined, asOf: string): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return as === 'number' || as === 'own' ? value : hidden(String(value));
  if (typeof value !== 'string')
    return as === 'own' ? JSON.stringify(value) : `（${Array.isArray(value) ? 'array' : typeof value}）`;
  const text = value.toWellFormed().slice(0, 200);
  if (as === 'file') return withoutIds(text);
  const [, type, id] = (as === 'uuid' && REFERENCE.exec(text)) || [];
  if (type !== undefined && id !== undefined) return `${type}/${hidden(id)}`;
  return as !== undefined && mayShow(text, as, asOf) ? text : hidden(text);
}

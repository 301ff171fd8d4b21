import { harmless } from '../report/harmless.ts';
import { shown, shownPath } from '../report/mask.ts';
import { type ShownCell, shownCell } from './csv/shown-cell.ts';
import type { Edit, Skipped, ToldPlace, Why } from './edit.ts';

/** A fix as anybody may see it: names without what looks like an identifier. */
export interface ToldFix {
  readonly ruleId: string;
  /** The name of the fix. */
  readonly id: string;
  /** The file that changes; the package itself where that does. */
  readonly file: string;
  /** Before; null where the change is no name. */
  readonly from: string | null;
  /** After; null where nothing is left (a file that is dropped), or the change is no name. */
  readonly to: string | null;
  readonly applied: boolean;
  /** Whether it can change nothing but what it says. */
  readonly safe: boolean;
  /** Why it is only proposed. */
  readonly why: Why | null;
  /** Of a CSV or XML: how many cells, lines, fields or segments change. */
  readonly count?: number;
  /** Of a CSV: the first cells that change. */
  readonly cells?: readonly ShownCell[];
  /** Of an XML: the first places that change; or, where Big5 does not do, the first characters that it lacks. */
  readonly places?: readonly ShownPlace[] | readonly string[];
  /** Of full-width signs: how many " became ”, since ＂ has no Big5 code. */
  readonly quotes?: number;
}

/** A place of an XML as anybody may see it. */
export interface ShownPlace {
  /** The tag with its Chinese name. */
  readonly field: string;
  readonly xpath: string;
  /** Of a date near the as-of day, which none of birth is; null else. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Dates of birth. */
const BIRTH: ReadonlySet<string> = new Set(['h10', 'h23']);

function shownPlace({ tag, name, xpath, from, to }: ToldPlace, asOf: string): ShownPlace {
  const day = to?.slice(0, 7);
  const isFree = day !== undefined && !BIRTH.has(tag) && shown(day, 'date', { ...NO_CONTEXT, asOf }) === day;
  return {
    field: `${tag} ${name}`.trim(),
    xpath,
    from: isFree ? (from ?? null) : null,
    to: isFree ? (to ?? null) : null,
  };
}

const NO_CONTEXT = { asOf: '', isCode: () => false };

/** A name from inside a package, as it may be shown. */
const nameOf = (value: unknown): string | null =>
  typeof value === 'string' ? harmless(String(shown(value, 'file', NO_CONTEXT))) : null;

/** A name that the user's own disk has. */
const ownName = (value: string): string => harmless(value.toWellFormed());

/** The name of a fix: that of its rule, unless it came along with that one. */
function idOf(edit: Edit): string {
  if (edit.kind === 'csv' || edit.kind === 'xml') return edit.fix;
  return edit.kind === 'repack' ? 'repack-as-7z' : (edit.finding.rule.fix?.id ?? edit.kind);
}

/**
 * A fix that was done.
 * @param name of the package, as the user knows it
 * @param asOf yyyy-MM-dd; cells with dates far from it are not shown
 */
export function toldEdit(edit: Edit, name: string, asOf: string): ToldFix {
  const { rule } = edit.finding;
  const done = { ruleId: rule.id, id: idOf(edit), applied: true, safe: true, why: null };
  if (edit.kind === 'rename-package')
    return { ...done, file: ownName(name), from: ownName(edit.from), to: ownName(edit.to) };
  if (edit.kind === 'csv') {
    const cells = edit.cells.map((cell) => shownCell(cell, asOf));
    return { ...done, file: harmless(shownPath(edit.part.shown)), from: null, to: null, count: edit.count, cells };
  }
  if (edit.kind === 'zip-xml') return { ...done, file: ownName(name), from: ownName(edit.from), to: ownName(edit.to) };
  if (edit.kind === 'drop-folders') return { ...done, file: ownName(name), from: nameOf(edit.from), to: null };
  if (edit.kind === 'xml') {
    const { count, quotes } = edit;
    const places = edit.places.map((place) => shownPlace(place, asOf));
    const file = harmless(shownPath(edit.part.shown));
    return { ...done, file, from: null, to: null, count, places, ...(quotes > 0 ? { quotes } : {}) };
  }
  const from = 'from' in edit ? nameOf(edit.from) : null;
  const to = edit.kind === 'add-zone' ? edit.to : 'to' in edit ? nameOf(edit.to) : null;
  return { ...done, file: harmless(shownPath(edit.part.shown)), from, to };
}

/** A fix that is left to a person. */
export function toldSkipped({ finding: { rule, fix, locations }, why, places }: Skipped): ToldFix {
  return {
    ruleId: rule.id,
    id: rule.fix?.id ?? '',
    file: harmless(shownPath(locations[0]?.file ?? '')),
    from: nameOf(fix?.from),
    to: nameOf(fix?.to),
    applied: false,
    safe: false,
    why,
    ...(places ? { places: places.map(harmless) } : {}),
  };
}

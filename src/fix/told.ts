import { harmless } from '../report/harmless.ts';
import { shown, shownPath } from '../report/mask.ts';
import { type ShownCell, shownCell } from './csv/shown-cell.ts';
import type { Edit, Skipped, Why } from './edit.ts';

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
  /** Of a CSV: how many cells or lines change. */
  readonly count?: number;
  /** Of a CSV: the first cells that change. */
  readonly cells?: readonly ShownCell[];
}

const NO_CONTEXT = { asOf: '', isCode: () => false };

/** A name from inside a package, as it may be shown. */
const nameOf = (value: unknown): string | null =>
  typeof value === 'string' ? harmless(String(shown(value, 'file', NO_CONTEXT))) : null;

/** A name that the user's own disk has. */
const ownName = (value: string): string => harmless(value.toWellFormed());

/** The name of a fix: that of its rule, unless it came along with that one. */
function idOf(edit: Edit): string {
  if (edit.kind === 'csv') return edit.fix;
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
  const from = 'from' in edit ? nameOf(edit.from) : null;
  const to = edit.kind === 'add-zone' ? edit.to : 'to' in edit ? nameOf(edit.to) : null;
  return { ...done, file: harmless(shownPath(edit.part.shown)), from, to };
}

/** A fix that is left to a person. */
export function toldSkipped({ finding: { rule, fix, locations }, why }: Skipped): ToldFix {
  return {
    ruleId: rule.id,
    id: rule.fix?.id ?? '',
    file: harmless(shownPath(locations[0]?.file ?? '')),
    from: nameOf(fix?.from),
    to: nameOf(fix?.to),
    applied: false,
    safe: false,
    why,
  };
}

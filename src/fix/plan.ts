import { posix } from 'node:path';
import type { Finding } from '../engine/run.ts';
import { pathsAfter, withoutCollisions } from './collide.ts';
import type { CsvPlan } from './csv/plan-csv.ts';
import { changes, type Edit, type Plan, partOf, type Skipped, type Why } from './edit.ts';
import { NAMES } from './names.ts';
import { oneZip } from './one-zip.ts';
import type { Package, Part } from './package.ts';
import { ambiguous, insideEdit, repacks } from './plan-inside.ts';

/** What may be changed beyond what is always safe. */
export interface PlanOptions {
  /** The zone that a Bundle.timestamp without one is in, such as `+08:00`; none: it is left as it is. */
  readonly timestampZone?: string | undefined;
}

/** The only part that a finding points at. */
function partAt({ locations: [place] }: Finding, parts: readonly Part[]): Part | undefined {
  const found = parts.filter(({ shown }) => shown === place?.file);
  return found.length === 1 ? found[0] : undefined;
}

type Planner = (finding: Finding, pack: Package, options: PlanOptions) => readonly Edit[] | Why;

const namesOf = ({ submission }: Package) => NAMES[submission.channel];

/** How each fix that a rule may name is done; a fix of another name is left to a person. */
const PLANNERS: Readonly<Record<string, Planner>> = {
  'rename-zip': (finding, pack) => {
    const to = pack.name === '' ? null : namesOf(pack).zip(pack.name);
    return to === null ? 'not-certain' : [{ kind: 'rename-package', from: pack.name, to, finding }];
  },
  'rename-file': (finding, pack) => {
    const part = partAt(finding, pack.parts);
    const from = posix.basename(part?.path ?? '');
    const to = part ? namesOf(pack).file(from, part.kind) : null;
    return !part || to === null ? 'not-certain' : [{ kind: 'rename-file', part, from, to, finding }];
  },
  'flatten-zip': (finding, pack) =>
    pack.parts
      .filter(({ path }) => path.includes('/') && !namesOf(pack).isLeftover(path))
      .map((part) => ({ kind: 'flatten-file', part, from: part.path, to: posix.basename(part.path), finding })),
  'drop-leftover': (finding, pack) => {
    const part = partAt(finding, pack.parts);
    if (!part || !namesOf(pack).isLeftover(part.path)) return 'not-certain';
    return [{ kind: 'drop-file', part, from: part.path, finding }];
  },
  'remove-bom': (finding, pack) => {
    const part = partAt(finding, pack.parts);
    return part ? [{ kind: 'remove-bom', part, finding }] : 'not-certain';
  },
  'timestamp-zone': (finding, pack, { timestampZone }) => {
    const part = partAt(finding, pack.parts);
    if (timestampZone === undefined) return 'not-configured';
    return part ? [{ kind: 'add-zone', part, to: timestampZone, finding }] : 'not-certain';
  },
  'rename-attachment': (finding, pack) => {
    const edit = insideEdit(finding, pack.parts);
    return typeof edit === 'string' ? edit : [edit];
  },
  'zip-xml': oneZip,
  'flatten-attachment': (finding, pack) => {
    const edit = insideEdit(finding, pack.parts);
    return typeof edit === 'string' ? edit : [edit];
  },
};

/** The same change to the same thing, whichever finding asked for it. */
function sameAs(edit: Edit): string {
  const part = 'part' in edit ? edit.part.shown : '';
  if (edit.kind === 'csv')
    return [part, edit.fix, edit.finding.rule.id, edit.archive?.to, edit.cells[0]?.column].join('\0');
  if (edit.kind === 'xml') return [part, edit.fix, edit.finding.rule.id].join('\0');
  return [edit.kind, part, 'from' in edit ? edit.from : '', 'to' in edit ? edit.to : ''].join('\0');
}

const ORDER: readonly Edit['kind'][] = [
  'rename-package',
  'drop-file',
  'flatten-file',
  'rename-file',
  'csv',
  'xml',
  'remove-bom',
  'add-zone',
  'rename-inside',
  'repack',
  'drop-folders',
  'zip-xml',
];

const NO_TEXT: CsvPlan = { edits: [], skipped: [], handled: new Set() };

/** Without cells that mean an archive whose own name stays. */
const withoutOrphans = (edits: readonly Edit[], taken: readonly Edit[]): Edit[] => {
  const stay = new Set(taken.map(partOf));
  return edits.filter((edit) => !(edit.kind === 'csv' && edit.archive && stay.has(edit.archive.part)));
};

/**
 * What is done about findings, and what is left to a person. Changes nothing, reads nothing.
 * @param text what is planned for the CSV of the package and the archives that it names, or for its XML
 */
export function plan(
  pack: Package,
  findings: readonly Finding[],
  options: PlanOptions = {},
  text: CsvPlan = NO_TEXT,
): Plan {
  const skipped: Skipped[] = [...text.skipped];
  const wanted = new Map<string, Edit>(text.edits.map((edit) => [sameAs(edit), edit]));
  for (const finding of findings) {
    const planner = PLANNERS[finding.rule.fix?.id ?? ''];
    if (!finding.rule.fix || text.handled.has(finding)) continue;
    const edits = planner?.(finding, pack, options) ?? 'not-certain';
    if (typeof edits === 'string') skipped.push({ finding, why: edits });
    else if (!edits.some(changes)) skipped.push({ finding, why: 'not-certain' });
    else for (const edit of edits.filter(changes)) if (!wanted.has(sameAs(edit))) wanted.set(sameAs(edit), edit);
  }
  const sorted = [...wanted.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const unclear = ambiguous(sorted);
  const clear = sorted.filter((edit) => !unclear.has(edit));
  const paths = pathsAfter(pack.parts, clear);
  const all = [...clear, ...repacks(clear, (part) => posix.basename(paths.get(part) ?? part.path)).filter(changes)];
  const { kept, taken } = withoutCollisions(pack.parts, all);
  const told = new Set<Finding>();
  const left = (edits: Iterable<Edit>, why: Why): void => {
    for (const { finding } of edits) {
      if (!told.has(finding)) skipped.push({ finding, why });
      told.add(finding);
    }
  };
  left(unclear, 'two-candidates');
  left(taken, 'name-taken');
  return { edits: withoutOrphans(kept, taken), skipped };
}

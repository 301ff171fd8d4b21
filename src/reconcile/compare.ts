import type { Library } from '../engine/library.ts';
import { codeCounting, returnCodes } from './code-table.ts';
import { type OurSide, returns, stateOf } from './our-side.ts';
import type { Difference, DifferenceKind, Reconciliation } from './result-schema.ts';
import type { Answered, AnswerWay, Refusal } from './types.ts';

/** What comes of the comparison itself. */
export type Compared = Pick<Reconciliation, 'counts' | 'parity' | 'reasons' | 'codes' | 'codesCut' | 'differences'>;

/** Differences of a kind that are listed. */
const LISTED = 1_000;

/** Cut, so that 100 is all and nothing less. */
const percent = (same: number, total: number): number | null =>
  total === 0 ? null : Math.floor((same / total) * 10_000) / 100;

const NO_CODES: ReadonlySet<string> = new Set();

function reasonOf(nhi: ReadonlySet<string>, ours: ReadonlySet<string>): keyof Compared['reasons'] {
  const known = [...nhi].filter((code) => ours.has(code)).length;
  if (known === 0) return 'other';
  return known === nhi.size ? 'same' : 'partly';
}

/** Holds NHI's answer to each unit of a package against ours. */
export function compareUnits(answered: Answered, ours: OurSide, way: AnswerWay, library: Library): Compared {
  const counts = { bothTook: 0, bothRefused: 0, nhiOnly: 0, oursOnly: 0, notCompared: 0 };
  const reasons = { same: 0, partly: 0, other: 0 };
  const codes = codeCounting(way, library);
  const listed: Record<DifferenceKind, Difference[]> = { 'nhi-only': [], 'ours-only': [], 'other-reason': [] };
  const list = (kind: DifferenceKind, number: number, refusal: Refusal | undefined): void => {
    if (listed[kind].length >= LISTED) return;
    listed[kind].push({
      kind,
      unit: way.unitId(number),
      line: refusal?.line ?? ours.line(number),
      ...told(refusal, way, library),
      ours: [...ours.findings(number)],
    });
  };
  for (let number = 0; number < ours.total; number++) {
    const refusal = answered.refusals.get(number);
    const state = answered.tied ? ours.of(number) : 'unclear';
    const found = refusal || state === 'refused' ? ours.findings(number) : [];
    if (state !== 'unclear')
      codes.add(refusal?.codes ?? NO_CODES, state === 'refused' ? found : found.filter((one) => !returns(one)));
    if (state === 'unclear') counts.notCompared++;
    else if (!refusal) {
      if (state === 'taken') counts.bothTook++;
      else {
        counts.oursOnly++;
        list('ours-only', number, refusal);
      }
    } else if (state === 'taken') {
      counts.nhiOnly++;
      list('nhi-only', number, refusal);
    } else {
      counts.bothRefused++;
      const reason = reasonOf(refusal.codes, returnCodes(found));
      reasons[reason]++;
      if (reason !== 'same') list('other-reason', number, refusal);
    }
  }
  const same = counts.bothTook + counts.bothRefused;
  return {
    counts: { total: ours.total, same, ...counts, unmatched: answered.unmatched.total },
    parity: answered.tied ? percent(same, ours.total) : null,
    reasons,
    codes: codes.done(),
    codesCut: ours.cut,
    differences: Object.values(listed).flat(),
  };
}

function told(
  refusal: Refusal | undefined,
  way: AnswerWay,
  library: Library,
): Pick<Difference, 'nhi' | 'fields' | 'results'> {
  const fields = [...(refusal?.fields ?? [])].map((tag) => ({ tag, name: way.fieldName(tag, library)?.zh ?? '' }));
  return {
    nhi: [...(refusal?.codes ?? [])].sort(),
    fields,
    results: [...(refusal?.results ?? [])].sort((a, b) => a - b),
  };
}

/** Holds NHI's refusal of a whole file against our answer. */
export function compareFile(answer: Reconciliation['package']['answer'], ours: OurSide): Compared {
  const state = answer === 'return-file' ? 'refused' : stateOf(answer) === 'unclear' ? 'unclear' : 'taken';
  const same = state === 'refused' ? 1 : 0;
  const nhiOnly = state === 'taken' ? 1 : 0;
  return {
    counts: {
      total: 1,
      same,
      bothTook: 0,
      bothRefused: same,
      nhiOnly,
      oursOnly: 0,
      notCompared: 1 - same - nhiOnly,
      unmatched: 0,
    },
    parity: state === 'unclear' ? null : same * 100,
    reasons: { same: 0, partly: 0, other: 0 },
    codes: [],
    codesCut: false,
    differences: nhiOnly
      ? [{ kind: 'nhi-only', unit: 'file', line: null, nhi: [], fields: [], results: [], ours: [...ours.returning] }]
      : [],
  };
}

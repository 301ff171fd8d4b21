import type { XmlFormat } from '../../readers/xml/format.ts';
import type { XmlRecord } from '../../readers/xml/types.ts';
import { tallying } from '../tally.ts';
import type { Refusal, Tally, UnmatchedWhy } from '../types.ts';
import { recordIndex, resultsOf } from './index-records.ts';
import type { ReportRecord } from './record.ts';

/** What an hdata is to a record that may be about it. */
interface Candidate {
  /** Of the hdata, from 0. */
  readonly number: number;
  readonly line: number;
  readonly results: readonly number[];
}

/** The records of a report with the hdata of a package. */
export interface Matched {
  readonly refusals: ReadonlyMap<number, Refusal>;
  readonly withoutCode: number;
  readonly unmatched: Tally<UnmatchedWhy>;
}

/** Finds the hdata of each record while the hdata go by. */
export interface Matching {
  look(hdata: XmlRecord): void;
  done(): Matched;
}

/** Matches by what a record shows: an hdata alone has to fit, else the record is not matched. */
export function matching(records: readonly ReportRecord[], format: XmlFormat): Matching {
  const index = recordIndex(records, format.segments[format.record]?.fields ?? {});
  const found = new Map<ReportRecord, Candidate | 'several'>();
  return {
    look(hdata) {
      for (const record of index.of(hdata.fields)) {
        const results = resultsOf(record, hdata.segments);
        if (!results) continue;
        const own = { number: hdata.index - 1, line: hdata.place().line, results };
        found.set(record, found.has(record) ? 'several' : own);
      }
    },
    done() {
      const unmatched = tallying<UnmatchedWhy>();
      const refusals = new Map<number, Refusal & Open>();
      const tooFew = new Set(index.tooFew);
      let withoutCode = 0;
      for (const record of records) {
        const { file, line, codes, marks } = record;
        const own = found.get(record);
        if (codes.length === 0 && marks.length === 0) withoutCode++;
        else if (!own) unmatched.add({ why: tooFew.has(record) ? 'too-few' : 'none', file, line });
        else if (own === 'several') unmatched.add({ why: 'several', file, line });
        else addTo(refusals, record, own);
      }
      return { refusals, withoutCode, unmatched: unmatched.done() };
    },
  };
}

type Open = {
  readonly codes: Set<string>;
  readonly fields: Set<string>;
  readonly results: Set<number>;
};

function addTo(refusals: Map<number, Refusal & Open>, { codes, marks }: ReportRecord, own: Candidate): void {
  const { number, line, results } = own;
  const refusal = refusals.get(number) ?? { line, codes: new Set(), fields: new Set(), results: new Set() };
  refusals.set(number, refusal);
  for (const code of codes) refusal.codes.add(code);
  for (const tag of marks) refusal.fields.add(tag);
  for (const result of results) refusal.results.add(result);
}

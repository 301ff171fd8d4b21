import type { Answer } from '../engine/outcome.ts';
import type { XsdError } from '../readers/xsd/xsd-error.ts';
import type { Report } from '../report/report-schema.ts';

/** Where an XSD and a report say something else. */
export interface Agreement {
  /** Numbers (1-based) of the hdata that the XSD refuses and of which the report says nothing. */
  readonly refused: readonly number[];
  /** Those of which it only reminds. */
  readonly reminded: readonly number[];
  /** The XSD refuses something outside of hdata, and the report says nothing of the file. */
  readonly wholeFile: boolean;
  /** How many hdata the report returns and the XSD takes: rules that an XSD cannot say. */
  readonly returned: number;
}

/** So many units that are not accepted are listed in a report that does not list all. */
const MOST_LISTED = 10_000;

/** The number of the hdata that a path of libxml2 leads into; undefined where it leads into none. */
export function hdataOf(xpath: string): number | undefined {
  const match = /^\/patient\/hdata(?:\[(\d+)\])?(?:\/|$)/.exec(xpath);
  return match ? Number(match[1] ?? 1) : undefined;
}

/** Compares hdata by hdata. A file that the report returns as a whole, or cannot tell of, agrees with any refusal. */
export function agreementOf(errors: readonly XsdError[], { units, verdict }: Report): Agreement {
  const answers = new Map(units.map(({ id, answer }) => [id, answer]));
  const isWhole = units.length === verdict.units.total || units.length < MOST_LISTED;
  const answerOf = (number: number): Answer | undefined =>
    answers.get(`hdata-${number}`) ?? (isWhole && number <= verdict.units.total ? 'accept' : undefined);
  const numbers = new Set(errors.map(({ xpath = '' }) => hdataOf(xpath) ?? 0));
  const returned = units.filter(
    ({ id, answer }) => answer === 'return-unit' && !numbers.has(Number(id.slice('hdata-'.length))),
  );
  const answered = (answer: Answer): number[] =>
    [...numbers].filter((number) => number > 0 && answerOf(number) === answer);
  return {
    refused: answered('accept'),
    reminded: answered('remind'),
    wholeFile: numbers.has(0) && verdict.answer === 'accept',
    returned: returned.length,
  };
}

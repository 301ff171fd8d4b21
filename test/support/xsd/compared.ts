import type { Report } from '../../../src/report/report-schema.ts';
import { SAID_BY_XSD } from './said-by-xsd.ts';

/** A file that was judged twice. */
export interface Compared {
  /** What it is, for a message: a case, or a seed and its mutations. */
  readonly name: string;
  readonly xml: Uint8Array;
  /** Whether the XSD takes it. */
  readonly valid: boolean;
  /** What the XSD refuses, one word and tag each. */
  readonly refused: readonly string[];
  /** The rules that our check raises. */
  readonly raised: ReadonlySet<string>;
}

/** The rules that reports raise. */
export const raisedIn = (reports: readonly Report[]): Set<string> =>
  new Set(reports.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));

/** The rules of those that an XSD can say. */
export const saidByXsd = ({ raised }: Pick<Compared, 'raised'>): string[] =>
  [...raised].filter((id) => SAID_BY_XSD.has(id));

/** Whether XSD and check say the same. */
export const agrees = (one: Compared): boolean => one.valid === (saidByXsd(one).length === 0);

/** A difference in words that hold no value of the file. */
export const difference = (one: Compared): string =>
  `${one.name}: ${one.valid ? 'valid' : one.refused.slice(0, 3).join(', ')} | ${saidByXsd(one).join(' ') || 'nothing'}`;

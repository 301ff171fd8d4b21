import { hdataReading } from '../../../src/channels/lab-result/hdata-records.ts';
import { H_TAGS } from '../../../src/channels/lab-result/tags.ts';
import { hdataUnit } from '../../../src/channels/lab-result/units.ts';
import type { CheckRecord } from '../../../src/channels/record.ts';
import { rulesetAt } from '../../../src/engine/ruleset.ts';
import { beginRun, type Finding } from '../../../src/engine/run.ts';
import type { XmlRecord } from '../../../src/readers/xml/types.ts';
import { ownLibrary } from '../../../src/rules.ts';
import type { Fields, Hdata } from '../../support/corpus/lab-result/case-schema.ts';
import { hdataOf } from '../../support/corpus/lab-result/hdata.ts';

export const AS_OF = '2026-05-12';

const library = await ownLibrary();
const rulesets = new Map<string, ReturnType<typeof rulesetAt>>();
const rulesOf = (asOf: string): ReturnType<typeof rulesetAt> => {
  const ruleset = rulesets.get(asOf) ?? rulesetAt(library, asOf, {}, new Set(['prior-auth', 'medical-image']));
  rulesets.set(asOf, ruleset);
  return ruleset;
};

/** Begins reading hdata of a file a.xml. */
export const reading = (asOf = AS_OF): ReturnType<typeof hdataReading> =>
  hdataReading('a.xml', {
    asOf,
    codes: (name) => library.codes.get(name) ?? {},
    format: (name) => library.formats.get(name) ?? fail(name),
  });

const fail = (name: string): never => {
  throw new Error(`no field table ${name}`);
};

/** A record as the reader gives it: each hdata has 100 lines, h16 is in the 16th of them. */
export const recordOf = (fields: Readonly<Record<string, string>>, index: number): XmlRecord => ({
  tag: 'hdata',
  index,
  fields,
  values: H_TAGS.map((tag) => fields[tag]),
  segments: [],
  faults: [],
  place: (tag) => ({
    xpath: `/patient/hdata[${index}]${tag ? `/${tag}` : ''}`,
    line: index * 100 + (tag ? Number(tag.slice(1)) : 0),
    column: tag ? 5 : 3,
  }),
});

/** Fields that are there. */
const present = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => Boolean(entry[1])));

/** The records of a file of these hdata, in the order in which the channel gives them. */
export function recordsOf(changes: readonly Hdata[], asOf = AS_OF): CheckRecord[] {
  const hdata = reading(asOf);
  const own = hdataOf(changes).map(({ fields }, i) => {
    const record = recordOf(present(fields), i + 1);
    return hdata.read(record, hdataUnit('a.xml', record));
  });
  return [...own, ...hdata.after()];
}

/** The findings of a file of these hdata by our own rules. */
export async function judged(changes: readonly Hdata[], asOf = AS_OF): Promise<readonly Finding[]> {
  const run = beginRun(rulesOf(asOf), { knows: () => false }, 1000);
  for (const record of recordsOf(changes, asOf)) await run.judge(record);
  return (await run.finish()).findings;
}

/** What one hdata raises, without `lab-h-`. */
export const raised = async (change: Hdata, asOf = AS_OF): Promise<string[]> =>
  (await judged([change], asOf)).map(({ rule }) => rule.id.replace('lab-h-', '')).sort();

/** What hdata of a file raise against each other: `hdata-2 day-differs`. */
export const raisedTogether = async (changes: readonly Hdata[], asOf = AS_OF): Promise<string[]> =>
  (await judged(changes, asOf)).map(({ rule, unit }) => `${unit?.id} ${rule.id.replace('lab-h-', '')}`);

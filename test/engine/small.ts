import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TSchema, Type } from '@sinclair/typebox';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { CheckRecord, Unit } from '../../src/channels/record.ts';
import type { History } from '../../src/engine/kind-unique.ts';
import type { Library } from '../../src/engine/library.ts';
import { loadLibrary } from '../../src/engine/load-library.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { beginRun, type Judged } from '../../src/engine/run.ts';
import { RULES_FOLDER } from '../../src/rules.ts';

const Maybe = Type.Optional;
const Thing = Type.Object(
  {
    a: Maybe(Type.String()),
    b: Maybe(Type.Number()),
    c: Maybe(Type.Number()),
    list: Maybe(Type.Array(Type.Object({ name: Type.String() }, { additionalProperties: false }))),
  },
  { additionalProperties: false },
);

/** Record types of the tiny rulesets: two of the same form, an open one, and one for limits. */
export const TYPES = new Map<string, TSchema>([
  ['test.thing', Thing],
  ['test.other', Thing],
  ['test.resource', Type.Object({ resourceType: Type.String() })],
  ['test.limit', Type.Object({ limit: Type.String() }, { additionalProperties: false })],
]);

const words = { zh: '字', en: 'word' };

/** Everything of a tiny ruleset but its rules. */
export const AROUND: Readonly<Record<string, string>> = {
  'ruleset.yaml': 'version: "2026.01"\n',
  'sources.yaml': stringify({ sources: { doc: { title: words, edition: '1', sure: words, channels: [] } } }),
  'clauses.yaml': stringify({ clauses: { 'doc/1': { label: words, says: words } } }),
  'policy.yaml': readFileSync(path.join(RULES_FOLDER, 'policy.yaml'), 'utf8'),
  'codes/letters.yaml': stringify({ source: 'doc', codes: { x: 'the letter x' } }),
};

/** A rule file: rules of one record type, completed with what every rule needs. */
export const ruleFile = (record: string, rules: Readonly<Record<string, object>>): string =>
  stringify({
    record,
    rules: Object.fromEntries(
      Object.entries(rules).map(([id, rule]) => [
        id,
        { title: words, clause: 'doc/1', outcome: 'remind', who: 'vendor', message: words, todo: words, ...rule },
      ]),
    ),
  });

/** Rules without examples of their own. */
export const rules = (some: Readonly<Record<string, object>>): Record<string, object> =>
  Object.fromEntries(Object.entries(some).map(([id, rule]) => [id, { examples: 'corpus', ...rule }]));

/** A folder of the test's own; gone after it. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'rules-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

/** Loads a tiny ruleset. @throws RuleError */
export const load = (files: Readonly<Record<string, string>>): Promise<Library> =>
  loadLibrary(folderOf({ ...AROUND, ...files }), TYPES);

/** Loads rules of `test.thing`. */
export const loadThings = (some: Readonly<Record<string, object>>): Promise<Library> =>
  load({ 'test/thing.yaml': ruleFile('test.thing', rules(some)) });

export const unit = (id: string): Unit => ({ id, kind: 'thing', locations: [{ file: id }] });

/** A record whose places tell the pointer asked for. */
export const record = (data: object, more: Partial<CheckRecord> = {}): CheckRecord => ({
  type: 'test.thing',
  unit: unit('u'),
  data,
  locate: (pointer) => ({ file: 'f', pointer }),
  ...more,
});

/** Judges records in a run of their own. */
export async function judge(
  library: Library,
  records: readonly CheckRecord[],
  { asOf = '2026-05-12', max = 1_000, history = { knows: () => false } as History } = {},
): Promise<Judged> {
  const run = beginRun(rulesetAt(library, asOf), history, max);
  for (const each of records) await run.judge(each);
  return run.finish();
}

/** What was found, short: `rule at pointer`, or `rule file` where a place has no pointer. */
export const told = ({ findings }: Pick<Judged, 'findings'>): string[] =>
  findings.map(({ rule, locations }) =>
    [rule.id, ...locations.map(({ file, pointer }) => pointer ?? file)].join(' ').trim(),
  );

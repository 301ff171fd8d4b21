import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { recordTypes } from '../../src/channels/registry.ts';
import { compileAll } from '../../src/engine/compile-all.ts';
import { runExamples } from '../../src/engine/examples.ts';
import type { Library } from '../../src/engine/library.ts';
import { loadLibrary } from '../../src/engine/load-library.ts';
import { PREDICATES } from '../../src/engine/predicates/index.ts';
import { kindOf, type Rule } from '../../src/engine/rule.ts';
import { RuleData, type RuleFile } from '../../src/engine/rule-schema.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { ownLibrary, RULES_FOLDER } from '../../src/rules.ts';
import { readCase } from '../support/corpus/corpus.ts';
import { runCase } from '../support/corpus/run.ts';
import { judge, record, unit } from './small.ts';

const PAGE = readFileSync(new URL('../../docs/writing-rules.md', import.meta.url), 'utf8');
const BLOCKS = [...PAGE.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block ?? '');

/** Our ruleset with a block of the page as one more file, which takes the place of rules of the same ids. */
async function withBlock(block: string): Promise<{ library: Library; rule: Rule }> {
  const root = mkdtempSync(path.join(tmpdir(), 'rules-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(RULES_FOLDER, root, { recursive: true });
  const [id = '', ...more] = Object.keys((parse(block) as RuleFile).rules);
  expect(more).toEqual([]);
  const own = (await ownLibrary()).rules.find((rule) => rule.id === id);
  if (own) {
    const file = path.join(root, own.file);
    const data = parse(readFileSync(file, 'utf8')) as RuleFile;
    delete data.rules[id];
    writeFileSync(file, stringify(data));
  }
  writeFileSync(path.join(root, 'prior-auth', 'block.yaml'), block);
  const library = await loadLibrary(root, recordTypes());
  await compileAll(library);
  const rule = library.rules.find((each) => each.id === id);
  expect(rule?.file).toBe('prior-auth/block.yaml');
  return rule ? { library, rule } : expect.fail(id);
}

it('shows one rule of each kind that most rules are of', () => {
  const kinds = BLOCKS.map((block) => Object.values((parse(block) as RuleFile).rules).map(kindOf));
  expect(kinds).toEqual([['schema'], ['conditions']]);
});

it.each(BLOCKS.map((block) => [Object.keys((parse(block) as RuleFile).rules).join(), block] as const))(
  '%s loads, and its examples hold',
  async (_, block) => {
    const { library, rule } = await withBlock(block);
    const results = await runExamples(library, rule, rulesetAt(library, '2026-05-12', {}, new Set(['medical-image'])));
    expect(results.length).toBeGreaterThanOrEqual(2);
    for (const { raised, expected } of results) expect(raised).toEqual(expected);
  },
);

it('the conditions rule points at both ends, by places of the record', async () => {
  const { library, rule } = await withBlock(BLOCKS[1] ?? '');
  const study = { file: 'x.zip!/FHR.JSON', pointer: '/entry/7/resource', line: 581 };
  const places = { imagingStudy: [study], container: [{ file: 'x.zip' }], other: [{ file: 'other' }] };
  const data = { fhrFiles: 1, attFiles: 1, dcfFiles: 0, imagingStudies: 1, dcfSentBefore: false };
  const type = rule.record;
  const { findings } = await judge(library, [record(data, { type, places, unit: unit('case') })]);
  expect(findings.map((finding) => [finding.rule.id, finding.locations])).toEqual([
    [rule.id, [study, { file: 'x.zip' }]],
  ]);
  const unread = { fhrFiles: 1, attFiles: 1, dcfFiles: 0 };
  expect((await judge(library, [record(unread, { type, places })])).findings).toEqual([]);
});

it('the conditions rule does so on a whole package', async () => {
  const { library, rule } = await withBlock(BLOCKS[1] ?? '');
  const { reports } = await runCase(await readCase('prior-auth/imaging-without-dcf'), { library });
  const [finding, ...more] = reports.flatMap(({ findings }) => findings).filter(({ ruleId }) => ruleId === rule.id);
  expect(more).toEqual([]);
  expect(finding?.locations).toEqual([
    expect.objectContaining({
      file: expect.stringMatching(/FHR\d{10}_\d{16}\.JSON$/),
      fhirPath: expect.stringMatching(/^Bundle\.entry\[\d+\]/),
    }),
    expect.objectContaining({ file: expect.stringMatching(/\.zip$/) }),
  ]);
});

it('has a line for every key of a rule, and names every predicate', () => {
  const rows = [...PAGE.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, keys = '']) => keys.match(/\w+/g) ?? []);
  const keys = Object.keys(RuleData.properties).filter((key) => !['xsd', 'profile'].includes(key));
  expect(rows.sort()).toEqual(keys.sort());
  for (const { name } of PREDICATES) expect(PAGE).toContain(`\`${name}\``);
});

it('begins in Chinese', () => {
  const [title = '', , first = ''] = PAGE.split('\n');
  for (const line of [title, first]) expect(line).toMatch(/[一-鿿]{2}/);
});

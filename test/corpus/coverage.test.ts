import { describe, expect, it } from 'vitest';
import { ownLibrary } from '../../src/rules.ts';
import { coveragePage } from '../generate/coverage-page.ts';
import { rulesPage } from '../generate/rules-page.ts';
import { schemaFiles } from '../generate/schemas.ts';
import { allCases } from '../support/corpus/corpus.ts';
import { coverageOf, type Seen, seenIn } from '../support/corpus/coverage.ts';

const library = await ownLibrary();
const seen = await seenIn(await allCases(), library);

const without = (id: string, part: 'held' | 'raised'): Seen[] =>
  seen.map((one) => ({ ...one, [part]: new Set([...one[part]].filter((rule) => rule !== id)) }));

describe('coverage', () => {
  it('has every clause checked or explained, and every rule shown broken and kept', () => {
    expect(coverageOf(library, seen).gaps).toEqual([]);
  });

  it('tells of a clause that has neither a rule nor a reason', () => {
    const [clause] = [...library.clauses.values()].filter(({ notChecked }) => !notChecked);
    if (!clause) throw new Error('no clause is checked');
    const clauses = new Map([...library.clauses, ['prior-auth-guide/new', clause] as const]);
    expect(coverageOf({ ...library, clauses }, seen).gaps).toEqual([
      'clause prior-auth-guide/new: no rule cites it, and it does not say why it is not checked',
    ]);
  });

  it('tells of a rule that no case raises, and of one that no accepted case keeps', () => {
    const rule = 'prior-auth-zip-layer';
    expect(coverageOf(library, without(rule, 'raised')).gaps).toEqual([
      `rule ${rule}: no case of the corpus raises it`,
    ]);
    expect(coverageOf(library, without(rule, 'held')).gaps).toEqual([
      `rule ${rule}: no accepted case in which it applied and held`,
    ]);
  });

  it('is written the same each time', async () => {
    const [first, second] = [coverageOf(library, seen), coverageOf(library, await seenIn(await allCases(), library))];
    expect(coveragePage(library, second)).toBe(coveragePage(library, first));
    expect(rulesPage(library, second)).toBe(rulesPage(library, first));
    for (const text of [coveragePage(library, first), rulesPage(library, first), ...schemaFiles().values()])
      expect(text).toMatch(/[^\n]\n$/);
  });
});

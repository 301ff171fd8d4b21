import { describe, expect, it } from 'vitest';
import { runExamples } from '../../src/engine/examples.ts';
import type { Rule } from '../../src/engine/rule.ts';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import { ownLibrary } from '../../src/rules.ts';

const library = await ownLibrary();
/** A day on which the rule is in force. */
const dayOf = ({ from, until }: Rule): string =>
  until ?? (from !== undefined && from > '2026-05-12' ? from : '2026-05-12');

describe.each(library.rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('raises what its examples say, and nothing else', async () => {
    for (const { kind, index, raised, expected } of await runExamples(library, rule, rulesetAt(library, dayOf(rule))))
      expect(raised, `${kind} example ${index}`).toEqual(expected);
  });
});

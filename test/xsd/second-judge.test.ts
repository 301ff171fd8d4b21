import { describe, expect, test } from 'vitest';
import { xsdJudge } from '../../src/readers/xsd/xsd-judge.ts';
import { ownLibrary } from '../../src/rules.ts';
import { agrees, type Compared, difference } from '../support/xsd/compared.ts';
import { dailyXsd } from '../support/xsd/daily.ts';
import { EXPLAINED, explanationOf } from '../support/xsd/explained.ts';
import { corpusFiles, type Judged, mutated } from '../support/xsd/files.ts';
import { SAID_BY_XSD } from '../support/xsd/said-by-xsd.ts';

const MUTATIONS = 2_000;

const { formats, rules } = await ownLibrary();
const format = formats.get('lab-result');
if (!format) throw new Error('there is no field table');
const judge = await xsdJudge(dailyXsd());

function compared(file: Judged): Compared {
  const errors = judge.errors(file.xml);
  return { ...file, valid: errors.length === 0, refused: errors.map(({ problem, tag = '' }) => `${problem} ${tag}`) };
}

/** Files of both answers, the differences that nothing explains, and the explanations that were needed. */
function tally() {
  const seen = {
    files: 0,
    valid: 0,
    unexplained: [] as string[],
    explained: new Set<string>(),
    raised: new Set<string>(),
  };
  return {
    ...seen,
    add(file: Judged) {
      const one = compared(file);
      this.files++;
      if (one.valid) this.valid++;
      for (const rule of one.raised) this.raised.add(rule);
      if (agrees(one)) return;
      const explanation = explanationOf(one);
      if (explanation) this.explained.add(explanation);
      else this.unexplained.push(difference(one));
    },
  };
}

describe('libxml2 with daily.xsd, and the check', () => {
  const explained = new Set<string>();
  const raised = new Set<string>();
  function remember(all: ReturnType<typeof tally>): void {
    for (const name of all.explained) explained.add(name);
    for (const rule of all.raised) raised.add(rule);
  }

  test('say the same of every file of the corpus', async () => {
    const all = tally();
    for await (const file of corpusFiles()) all.add(file);
    remember(all);
    expect(all.unexplained).toEqual([]);
    expect(all.files).toBeGreaterThan(100);
    expect(all.valid).toBeGreaterThan(20);
  });

  test(`say the same of ${MUTATIONS} mutations of usual files`, async () => {
    const all = tally();
    for (let seed = 1; seed <= MUTATIONS; seed++) all.add(await mutated(seed, format));
    remember(all);
    expect(all.unexplained).toEqual([]);
    expect(all.valid).toBeGreaterThan(MUTATIONS / 4);
    expect(all.valid).toBeLessThan((MUTATIONS * 3) / 4);
  });

  test('every explanation is needed, and every rule that the XSD can say is raised', () => {
    expect([...explained].sort()).toEqual(Object.keys(EXPLAINED).sort());
    expect([...SAID_BY_XSD].filter((rule) => !raised.has(rule))).toEqual([]);
    expect([...SAID_BY_XSD].filter((rule) => !rules.some(({ id }) => id === rule))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaFiles } from '../generate/schemas.ts';
import { allCases } from '../support/corpus/corpus.ts';
import { runCase } from '../support/corpus/run.ts';

const files = schemaFiles();
const validate = (name: string, data: unknown): unknown => {
  const check = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(files.get(name) ?? '') as object,
  );
  return check(data) ? [] : check.errors;
};
const yaml = (name: string): unknown => parse(readFileSync(new URL(`../../rules/${name}`, import.meta.url), 'utf8'));

describe('schemas/', () => {
  it.each([
    ['rule-file.json', 'prior-auth/case.yaml'],
    ['clauses.json', 'clauses.yaml'],
    ['sources.json', 'sources.yaml'],
    ['policy.json', 'policy.yaml'],
    ['ruleset.json', 'ruleset.yaml'],
    ['codes.json', 'codes/prior-auth-io-drugs.yaml'],
    ['records/prior-auth.case.json', 'prior-auth/base/case.yaml'],
  ])('%s takes rules/%s', (name, file) => {
    expect(validate(name, yaml(file))).toEqual([]);
  });

  it('rule-file.json refuses an unknown key', () => {
    expect(validate('rule-file.json', { record: 'prior-auth.case', rules: {}, more: 1 })).not.toEqual([]);
  });

  it('config.json takes a configuration and refuses another', () => {
    expect(validate('config.json', { institution: '350102A009', limits: { entries: 10 } })).toEqual([]);
    expect(validate('config.json', { institution: '350102a009' })).not.toEqual([]);
  });

  it('report.json takes a report', async () => {
    const [first] = await allCases();
    if (!first) throw new Error('the corpus is empty');
    const { reports } = await runCase(first);
    expect(validate('report.json', reports[0])).toEqual([]);
  });
});

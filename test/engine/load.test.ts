import { expect, it } from 'vitest';
import { compileAll } from '../../src/engine/compile-all.ts';
import { loadLibrary } from '../../src/engine/load-library.ts';
import { RuleError, type RuleErrorCode } from '../../src/engine/rule-error.ts';
import { ownLibrary } from '../../src/rules.ts';
import { AROUND, folderOf, load, TYPES } from './small.ts';
import { FACT, FILE, GOOD, KIND, WRONG } from './wrong-rules.ts';

/** Loads and compiles; gives the error, which has to be one about the ruleset. */
async function errorOf(files: Readonly<Record<string, string>>): Promise<RuleError> {
  try {
    await compileAll(await load({ [FILE]: GOOD, ...files }));
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  return expect.fail('it loaded');
}

it('loads and compiles a good one, and our own', async () => {
  const library = await load({ [FILE]: GOOD });
  await compileAll(library);
  expect(library.rules.map(({ id, record, file, line }) => ({ id, record, file, line }))).toEqual([
    { id: 'thing-a', record: 'test.thing', file: FILE, line: 3 },
  ]);
  await compileAll(await ownLibrary());
});

it.each(WRONG)('tells %s: %s', async (_, code, from, to, line, path) => {
  expect(GOOD).toContain(from);
  const error = await errorOf({ [FILE]: GOOD.replace(from, to) });
  expect({ code: error.code, file: error.file, line: error.line, path: error.path }).toEqual({
    code,
    file: FILE,
    line,
    path,
  });
  expect(error.message.startsWith(`${FILE}:${line} ${path}: `)).toBe(true);
});

it('has a case for every code', () => {
  const codes: Record<RuleErrorCode, true> = {
    yaml: true,
    shape: true,
    'unknown-clause': true,
    'unknown-code': true,
    'unknown-rule': true,
    'unknown-record': true,
    'never-matches': true,
    'unknown-argument': true,
    'bad-check': true,
    reserved: true,
    duplicate: true,
  };
  const told = new Set([...WRONG.map(([, code]) => code), 'duplicate']);
  expect([...told].sort()).toEqual(Object.keys(codes).sort());
});

it('says what is wrong in words', async () => {
  const wordsOf = async (from: string, to: string): Promise<string> =>
    (await errorOf({ [FILE]: GOOD.replace(from, to) })).message;
  expect(await wordsOf(KIND, 'xsd: visit.xsd')).toContain('the kind "xsd" is reserved');
  expect(await wordsOf('who: vendor', 'who: vendor\n    colour: red')).toContain('unknown key "colour"');
  expect(await wordsOf('examples: corpus', 'examples: { good: [{}] }')).toContain("required property 'bad'");
  expect(await wordsOf('who: vendor', 'who: nurse')).toContain('one of "clinic", "vendor", "pacs", "nhi"');
  expect(await wordsOf('clause: doc/1', 'clause: doc/2')).toContain('"doc/2" is not in clauses.yaml');
  expect(await wordsOf(KIND, FACT('operator: equals, value: 1'))).toContain('no operator "equals"');
});

it('tells an id that another file has too', async () => {
  const error = await errorOf({ 'test/unlike.yaml': `# another\n${GOOD.replace('test.thing', 'test.other')}` });
  expect(error).toMatchObject({ code: 'duplicate', file: 'test/unlike.yaml', line: 4, path: '/rules/thing-a' });
});

it('tells two rules that need each other, and would silence each other', async () => {
  const other = GOOD.replace('record: test.thing\nrules:\n', '').replace('thing-a:', 'thing-b:');
  const both = (GOOD + other).replaceAll(
    /thing-(.):/g,
    (id, name) => `${id}\n    needs: [thing-${name === 'a' ? 'b' : 'a'}]`,
  );
  expect(await errorOf({ [FILE]: both })).toMatchObject({
    code: 'never-matches',
    path: '/rules/thing-a/needs',
    line: 4,
  });
});

it('tells a clause whose document is not listed', async () => {
  const clauses = `${AROUND['clauses.yaml']}  paper/1: { label: { zh: 字, en: word }, says: { zh: 字, en: word } }\n`;
  expect(await errorOf({ 'clauses.yaml': clauses })).toMatchObject({
    code: 'unknown-clause',
    file: 'clauses.yaml',
    line: clauses.split('\n').length - 1,
    path: '/clauses/paper~11',
  });
});

it('tells a clause that names a rule which is none', async () => {
  const own = '  doc/2: { label: { zh: 字, en: word }, says: { zh: 字, en: word }, by: [thing-a, thing-b] }\n';
  const clauses = AROUND['clauses.yaml'] + own;
  expect(await errorOf({ 'clauses.yaml': clauses })).toMatchObject({
    code: 'unknown-rule',
    file: 'clauses.yaml',
    path: '/clauses/doc~12/by',
  });
});

it.each([
  ['a fact that is no outcome', 'never-matches', 'fact: hold', 'fact: holds'],
  ['an operator that is none', 'bad-check', 'fact: hold, operator: equal', 'fact: hold, operator: equals'],
  ['an answer that is none', 'shape', 'answer: hold', 'answer: wait'],
  ['conditions of no form', 'shape', '{ all: [{ fact: hold, operator: equal, value: true }] }', '{ some: [] }'],
])('tells a policy with %s: %s', async (_, code, from, to) => {
  const policy = AROUND['policy.yaml'] ?? '';
  expect(policy).toContain(from);
  const line = policy.slice(0, policy.indexOf(from)).split('\n').length;
  expect(await errorOf({ 'policy.yaml': policy.replace(from, to) })).toMatchObject({ code, file: 'policy.yaml', line });
});

it('ignores files that are no rules, and base records', async () => {
  const root = folderOf({ ...AROUND, [FILE]: GOOD, 'test/notes.txt': '{', 'test/base/thing.yaml': 'a: x\n' });
  expect((await loadLibrary(root, TYPES)).rules).toHaveLength(1);
});

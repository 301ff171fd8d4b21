import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RULES_FOLDER } from '../../src/rules.ts';
import { notLinear } from './linear-regex.ts';

describe('the checker', () => {
  it.each([
    '(a+)+$',
    '(a|a)*b',
    String.raw`\d+\d+x`,
    '^(a+)+$',
    '^(a|a)*b',
    String.raw`^\d+\d+x`,
    '^(a*)*$',
    '^(a?){30}a{30}$',
    '^(a|ab)*c',
    '^([a-z]+,?)*$',
    '^a*a*$',
    '^a*b?a*$',
    '^a*(?:b|c?)a*$',
    '^a+aa+$',
    '^a{0,90}a{0,90}$',
    String.raw`^\w*[0-9]*x`,
    String.raw`^.*\s+$`,
    '^[^x]+[0-9]+y',
    '^頭+[^a]+$',
    String.raw`^\u982d+頭*$`,
    'a+b',
    'x[^y]+y',
    '(?:x|y)[^x]*z',
    'x?[^x]+$',
    'a*',
    '^a+|b+c',
    String.raw`^(a)\1$`,
    '^(?=a+)b',
    '^(?<!a)b',
  ])('refuses %s', (source) => {
    expect(notLinear(source)).not.toBeNull();
  });

  it.each([
    '^a+$',
    '^a+b+$',
    '^a*b*c*$',
    String.raw`^\d+[.]\d+$`,
    '^[A-Z]{3}[0-9A-Z]{10}_',
    'abc',
    '[a-c]x',
    '^(ab)+$',
    '^(?:[0-9]{2}:){1,3}x$',
    '^a+?b$',
    '^a+ba+$',
    '^(FHR|ATT)[0-9]+$',
    '(a|b)c',
    '[.][^.]+$',
    'x(?:a+|b*)y',
    '(?:x|y)[^xy]*z',
  ])('takes %s', (source) => {
    expect(notLinear(source)).toBeNull();
  });
});

/** Every pattern in a YAML value: of JSON Schema, and in `matches` of FHIRPath. */
function patternsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    if (key === 'pattern') return [value];
    const calls = ['focus', 'assert'].includes(key) ? value.matchAll(/atches(?:Full)?\(\s*'((?:\\.|[^'\\])*)'/gi) : [];
    return [...calls].map(([, pattern]) => pattern ?? '');
  }
  if (typeof value !== 'object' || value === null) return [];
  const own = key === 'patternProperties' ? Object.keys(value) : [];
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => patternsIn(inner, name))];
}

it('finds patterns wherever they stand', () => {
  expect(
    patternsIn({
      schema: { properties: { pattern: { pattern: 'a' } }, allOf: [{ patternProperties: { b: { pattern: 'c' } } }] },
      fhirpath: { focus: "x.where(y.matches('d'))", assert: "z.replaceMatches('e', 'f').matchesFull( 'g')" },
      message: { zh: "matches('no')" },
    }),
  ).toEqual(['a', 'b', 'c', 'd', 'e', 'g']);
});

const rules = readdirSync(RULES_FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) =>
    patternsIn(parse(readFileSync(path.join(RULES_FOLDER, name), 'utf8'))).map(
      // those of field tables go into an XSD, where a pattern is of the whole value
      (source) => [name, name.startsWith('fields') ? `^(?:${source})$` : source] as const,
    ),
  );

describe('patterns of rules', () => {
  it('there are some', () => expect(rules.length).toBeGreaterThan(5));
  it.each(rules)('%s: %s', (_, source) => {
    expect(() => new RegExp(source, 'u')).not.toThrow();
    expect(notLinear(source)).toBeNull();
  });
});

const PREDICATES = fileURLToPath(new URL('../../src/engine/predicates/', import.meta.url));
/** Literals of regular expressions; no predicate divides two things on one line. */
const LITERAL = /\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*)\/([a-z]*)/g;
const literals = readdirSync(PREDICATES).flatMap((name) => {
  const code = readFileSync(path.join(PREDICATES, name), 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$|'[^'\n]*'/gms, '');
  return [...code.matchAll(LITERAL)].map(([, source = '', flags = '']) => [name, source, flags] as const);
});

describe('patterns of predicates', () => {
  it('are all found: as many as their files make', () => {
    const files = readdirSync(PREDICATES).filter((name) =>
      /\.(?:test|exec)\(/.test(readFileSync(path.join(PREDICATES, name), 'utf8')),
    );
    expect([...new Set(literals.map(([name]) => name))].sort()).toEqual(files.sort());
    expect(literals.length).toBeGreaterThanOrEqual(files.length);
    expect(literals.map(([, source]) => source)).toContain('^[0-9A-Z]{10}$');
  });

  it.each(literals)('%s: %s', (_, source, flags) => {
    expect(flags).toBe('');
    expect(notLinear(source)).toBeNull();
  });
});

import type { RuleErrorCode } from '../../src/engine/rule-error.ts';

/** The rule file that is changed below. */
export const FILE = 'test/thing.yaml';
export const GOOD = `record: test.thing
rules:
  thing-a:
    title: { zh: 甲, en: A }
    clause: doc/1
    outcome: remind
    who: vendor
    schema: { properties: { a: { const: x } } }
    message: { zh: 甲, en: A }
    todo: { zh: 改, en: mend }
    examples: corpus
`;

/** Its check. */
export const KIND = 'schema: { properties: { a: { const: x } } }';
/** Another check: conditions on the fact `b`. */
export const FACT = (more: string): string => `conditions: { fact: b, ${more} }`;

/** What is changed in the good file, and what that is called: code, line, path below the rule. */
export const WRONG: readonly [string, RuleErrorCode, string, string, number, string][] = [
  ['a bracket that nothing closes', 'yaml', 'who: vendor', 'who: [vendor', 8, '/'],
  ['a key twice', 'yaml', 'who: vendor', 'who: vendor\n    who: clinic', 8, '/'],
  ['an alias of nothing', 'yaml', 'who: vendor', 'who: *nobody', 1, '/'],

  ['an unknown key', 'shape', 'who: vendor', 'who: vendor\n    colour: red', 8, '/rules/thing-a/colour'],
  ['a key too few', 'shape', '    who: vendor\n', '', 3, '/rules/thing-a'],
  ['a value that is none of the list', 'shape', 'outcome: remind', 'outcome: refuse', 6, '/rules/thing-a/outcome'],
  ['an unknown outcome', 'shape', 'outcome: remind', 'outcome: unknown', 6, '/rules/thing-a/outcome'],
  ['two kinds', 'shape', KIND, `${KIND}\n    unique: { key: [a], within: unit }`, 3, '/rules/thing-a'],
  ['no kind', 'shape', `    ${KIND}\n`, '', 3, '/rules/thing-a'],
  ['an id in capitals', 'shape', 'thing-a:', 'Thing-A:', 3, '/rules/Thing-A'],
  ['conditions of no form', 'shape', KIND, 'conditions: { fact: b }', 8, '/rules/thing-a/conditions'],
  [
    'a path in conditions',
    'shape',
    KIND,
    FACT('operator: equal, value: 1, path: $.x'),
    8,
    '/rules/thing-a/conditions/path',
  ],
  [
    '`when` where it means nothing',
    'shape',
    KIND,
    'unique: { key: [a], within: unit }\n    when: {}',
    9,
    '/rules/thing-a/when',
  ],
  [
    'no bad example',
    'shape',
    'examples: corpus',
    'examples: { good: [{}], bad: [] }',
    11,
    '/rules/thing-a/examples/bad',
  ],
  ['bad examples left out', 'shape', 'examples: corpus', 'examples: { good: [{}] }', 11, '/rules/thing-a/examples'],
  [
    'an unknown key of examples',
    'shape',
    'examples: corpus',
    'examples: { fine: [{}] }',
    11,
    '/rules/thing-a/examples/fine',
  ],

  ['the kind xsd', 'reserved', KIND, 'xsd: visit.xsd', 8, '/rules/thing-a/xsd'],
  ['the kind profile', 'reserved', KIND, 'profile: { id: Patient }', 8, '/rules/thing-a/profile'],

  ['a clause that is not listed', 'unknown-clause', 'clause: doc/1', 'clause: doc/2', 5, '/rules/thing-a/clause'],
  [
    'an error code that is not listed',
    'unknown-code',
    'who: vendor',
    "who: vendor\n    code: '99'",
    8,
    '/rules/thing-a/code',
  ],
  [
    'a need that is no rule',
    'unknown-rule',
    'who: vendor',
    'who: vendor\n    needs: [thing-b]',
    8,
    '/rules/thing-a/needs',
  ],
  [
    'an `also` that is no rule',
    'unknown-rule',
    'examples: corpus',
    'examples: { also: [thing-b], good: [{}], bad: [{}] }',
    11,
    '/rules/thing-a/examples/also',
  ],
  ['a record that no channel gives', 'unknown-record', 'test.thing', 'test.nothing', 3, '/rules/thing-a'],

  ['`at` that is no field', 'never-matches', 'who: vendor', 'who: vendor\n    at: z', 8, '/rules/thing-a/at'],
  ['`at` below a text', 'never-matches', 'who: vendor', 'who: vendor\n    at: /a/0', 8, '/rules/thing-a/at'],
  [
    '`at` that a member does not have',
    'never-matches',
    'who: vendor',
    'who: vendor\n    at: /list/0/z',
    8,
    '/rules/thing-a/at',
  ],
  [
    'an argument that is no field',
    'never-matches',
    'who: vendor',
    'who: vendor\n    args: { z: { at: z } }',
    8,
    '/rules/thing-a/args/z/at',
  ],
  [
    'a fix that is no field',
    'never-matches',
    'who: vendor',
    'who: vendor\n    fix: { id: f, safe: true, from: z }',
    8,
    '/rules/thing-a/fix/from',
  ],
  [
    'a unique key that is no field',
    'never-matches',
    KIND,
    'unique: { key: [a, z], within: unit }',
    8,
    '/rules/thing-a/unique/key',
  ],
  [
    'a fact that is none',
    'never-matches',
    KIND,
    'conditions: { fact: z, operator: equal, value: 1 }',
    8,
    '/rules/thing-a/conditions',
  ],
  [
    'a second fact that is none',
    'never-matches',
    KIND,
    'conditions: { not: { all: [{ fact: b, operator: equal, value: { fact: z } }] } }',
    8,
    '/rules/thing-a/conditions/not/all/0',
  ],
  [
    'a fact of `when` that is none',
    'never-matches',
    KIND,
    `${FACT('operator: equal, value: 1')}\n    when: { fact: z, operator: equal, value: 1 }`,
    9,
    '/rules/thing-a/when',
  ],
  [
    'a property that is no field',
    'never-matches',
    KIND,
    'schema: { properties: { z: true } }',
    8,
    '/rules/thing-a/schema/properties/z',
  ],
  [
    'a required field that is none',
    'never-matches',
    KIND,
    'schema: { required: [a, z] }',
    8,
    '/rules/thing-a/schema/required/1',
  ],
  [
    'a property of `when` that is no field',
    'never-matches',
    KIND,
    `${KIND}\n    when: { properties: { z: true } }`,
    9,
    '/rules/thing-a/when/properties/z',
  ],
  [
    'an end before the beginning',
    'never-matches',
    'who: vendor',
    'who: vendor\n    from: 2026-02-01\n    until: 2026-01-31',
    9,
    '/rules/thing-a/until',
  ],
  [
    'a rule that needs itself',
    'never-matches',
    'who: vendor',
    'who: vendor\n    needs: [thing-a]',
    8,
    '/rules/thing-a/needs',
  ],

  [
    'a placeholder without argument',
    'unknown-argument',
    'message: { zh: 甲',
    "message: { zh: '{count}'",
    9,
    '/rules/thing-a/message',
  ],
  [
    'an argument that points nowhere',
    'unknown-argument',
    'who: vendor',
    'who: vendor\n    args: { count: { as: number } }',
    8,
    '/rules/thing-a/args/count',
  ],
  [
    '{value} of a whole record',
    'unknown-argument',
    KIND,
    `at: ''\n    ${KIND}\n    nhi: { zh: '{value}', en: A }`,
    10,
    '/rules/thing-a/nhi',
  ],
  [
    '{value} of conditions',
    'unknown-argument',
    `${KIND}\n    message: { zh: 甲`,
    `${FACT('operator: equal, value: 1')}\n    message: { zh: '{value}'`,
    9,
    '/rules/thing-a/message',
  ],

  [
    'an unknown keyword',
    'bad-check',
    KIND,
    'schema: { properties: { a: { rocTme: true } } }',
    8,
    '/rules/thing-a/schema',
  ],
  [
    'an option that a predicate does not have',
    'bad-check',
    KIND,
    'schema: { properties: { a: { rocDate: { digits: 6 } } } }',
    8,
    '/rules/thing-a/schema',
  ],
  [
    'a table that is not there',
    'bad-check',
    KIND,
    'schema: { properties: { a: { inTable: digits } } }',
    8,
    '/rules/thing-a/schema',
  ],
  [
    'a schema that refers to another',
    'bad-check',
    KIND,
    'schema: { $ref: "#/definitions/a", definitions: { a: { required: [b] } } }',
    8,
    '/rules/thing-a/schema',
  ],
  [
    'a pattern that is none',
    'bad-check',
    KIND,
    'schema: { properties: { a: { pattern: "(" } } }',
    8,
    '/rules/thing-a/schema',
  ],
  ['an operator that is none', 'bad-check', KIND, FACT('operator: equals, value: 1'), 8, '/rules/thing-a/conditions'],
  [
    'a predicate with a wrong option',
    'bad-check',
    KIND,
    FACT('operator: rocDate, value: { digits: 6 }'),
    8,
    '/rules/thing-a/conditions',
  ],
  [
    'a predicate with a table that is not there',
    'bad-check',
    KIND,
    `conditions: { all: [{ fact: a, operator: inTable, value: digits }] }`,
    8,
    '/rules/thing-a/conditions/all/0',
  ],
  [
    'a focus that is no FHIRPath',
    'bad-check',
    KIND,
    'fhirpath: { focus: "Bundle.entry[", assert: "true" }',
    8,
    '/rules/thing-a/fhirpath/focus',
  ],
  [
    'an assert that is no FHIRPath',
    'bad-check',
    KIND,
    'fhirpath: { focus: Bundle, assert: "a b" }',
    8,
    '/rules/thing-a/fhirpath/assert',
  ],
];

import { expect, it } from 'vitest';
import { fhirDocument } from '../../src/readers/fhir/document.ts';
import { type SyntaxSlip, scanJson } from '../../src/readers/fhir/scan.ts';

/** `@` marks the place where the slip is told; it is no part of the text. */
const SLIPS: readonly [SyntaxSlip, string][] = [
  ['cut-short', '@'],
  ['cut-short', ' \n @'],
  ['cut-short', '{@'],
  ['cut-short', '{\n  "a": [1, 2@'],
  ['cut-short', '{"a"@'],
  ['cut-short', '{"a":\n@'],
  ['cut-short', '{"a": 1,\n@'],
  ['cut-short', '{"a":\n @"text '],
  ['cut-short', '{"a": @"\\u12'],
  ['cut-short', '{"a": @12.'],
  ['cut-short', '[true, @fal'],
  ['trailing-comma', '{"a": 1,\n@}'],
  ['trailing-comma', '[1,\n 2, @]'],
  ['trailing-comma', '[1,@, 2]'],
  ['trailing-comma', '{"a": 1,\n@,"b": 2}'],
  ['missing-comma', '{"a": 1\n @"b": 2}'],
  ['missing-comma', '[{} @{}]'],
  ['missing-comma', '["a"@"b"]'],
  ['missing-comma', '[1 @2]'],
  ['bad-string', '[1,\n @"a\nb"]'],
  ['bad-string', '[@"\\q"]'],
  ['bad-string', '[@"\\u12"]'],
  ['bad-string', '[@"a\tb"]'],
  ['text-after-end', '{}\n@{}'],
  ['text-after-end', '{} @x'],
  ['text-after-end', '{} @"x'],
  ['text-after-end', '{}@}'],
  ['comment', '{\n  @// why\n}'],
  ['comment', '@/* why */ {}'],
  ['comment', '{}\n@// end'],
  ['unexpected', '@hello'],
  ['unexpected', '{"a": @}'],
  ['unexpected', '{"a": @, "b": 1}'],
  ['unexpected', '{@,}'],
  ['unexpected', "{@'a': 1}"],
  ['unexpected', '{@a: 1}'],
  ['unexpected', '{"a" @1}'],
  ['unexpected', '[1@}'],
  ['unexpected', '[@NaN]'],
  ['unexpected', '[@1.]'],
  ['unexpected', '[0@07]'],
  ['unexpected', '[2026@-04-09]'],
  ['unexpected', '[12@abc]'],
  ['unexpected', '[@\u00a01]'],
];

it.each(SLIPS)('%s: %j', (slip, marked) => {
  const before = marked.slice(0, marked.indexOf('@'));
  const document = fhirDocument('f', marked.replace('@', ''));
  expect(document.syntax).toEqual({
    slip,
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  });
  expect(document.data).toBeUndefined();
  expect(document.duplicates).toEqual([]);
});

it('has a case for every slip', () => {
  const slips: Record<SyntaxSlip, true> = {
    'cut-short': true,
    'trailing-comma': true,
    'missing-comma': true,
    'bad-string': true,
    'text-after-end': true,
    comment: true,
    unexpected: true,
  };
  expect([...new Set(SLIPS.map(([slip]) => slip))].sort()).toEqual(Object.keys(slips).sort());
});

it('tells the place in CRLF text, and beyond signs of two code units', () => {
  expect(fhirDocument('f', '{\r\n  "a": 1,\r\n  "b": 2,\r\n}').syntax).toEqual({
    slip: 'trailing-comma',
    line: 4,
    column: 1,
  });
  expect(fhirDocument('f', '["😀", 頭]').syntax).toEqual({ slip: 'unexpected', line: 1, column: 8 });
});

it.each([
  '{}',
  ' [ ] ',
  '"text"',
  '-0.5e+3',
  'null',
  '{"a":{"a":{"a":[{"a":1},{"a":2}]}}}',
  '["\\u0000\\ud800\\"\\\\\\/"]',
  '["\u2028\u007f\ud800"]',
  '\r\n{\t"a" : [ true , false , null ] }\r\n',
])('takes what is JSON: %j', (text) => {
  const document = fhirDocument('f', text);
  expect(document).toMatchObject({ syntax: null, duplicates: [] });
  expect(document.data).toEqual(JSON.parse(text));
});

it('agrees with V8 on what is JSON, whatever is cut out of it', () => {
  const text = '{"a":[1.5e3,-2,true,null,"x\\u0041\\n"],"b":{"c":"","d":[[],{}]}}';
  for (let from = 0; from < text.length; from++) {
    for (let to = from; to <= Math.min(from + 3, text.length); to++) {
      const cut = text.slice(0, from) + text.slice(to);
      let json = true;
      try {
        JSON.parse(cut);
      } catch {
        json = false;
      }
      expect(scanJson(cut).error === null, cut).toBe(json);
    }
  }
});

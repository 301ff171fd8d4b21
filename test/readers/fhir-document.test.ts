import { describe, expect, it } from 'vitest';
import { fhirDocument } from '../../src/readers/fhir/document.ts';

/** Where pointers are, as `line:column`. */
function placesOf(text: string, ...pointers: string[]): string[] {
  const document = fhirDocument('f', text);
  const places = pointers.map((pointer) => document.place(pointer));
  expect(places.every(({ line }) => line === undefined)).toBe(true);
  document.settle();
  return places.map(({ line, column }) => `${line}:${column}`);
}

const TEXT = `{
  "resourceType": "Bundle",
  "entry": [
    { "fullUrl": "urn:1", "resource": { "id": "a" } },
    {
      "resource": {
        "item": [1, [2, {"deep": null}]]
      }
    }
  ]
}`;

describe('places', () => {
  it('of what is there: a name, or a member of an array', () => {
    expect(
      placesOf(
        TEXT,
        '',
        '/resourceType',
        '/entry',
        '/entry/0',
        '/entry/0/resource/id',
        '/entry/1',
        '/entry/1/resource',
      ),
    ).toEqual(['1:1', '2:3', '3:3', '4:5', '4:41', '5:5', '6:7']);
    const item = '/entry/1/resource/item';
    expect(placesOf(TEXT, item, `${item}/0`, `${item}/1`, `${item}/1/0`, `${item}/1/1`, `${item}/1/1/deep`)).toEqual([
      '7:9',
      '7:18',
      '7:21',
      '7:22',
      '7:25',
      '7:26',
    ]);
  });

  it('of what is absent: its nearest parent', () => {
    expect(
      placesOf(
        TEXT,
        '/timestamp',
        '/entry/0/resource/meta/profile/0',
        '/entry/2',
        '/entry/2/resource',
        '/resourceType/x',
      ),
    ).toEqual(['1:1', '4:27', '3:3', '3:3', '2:3']);
  });

  it('asked for in any order and any number of times', () => {
    const document = fhirDocument('f', TEXT);
    const [last, first] = [document.place('/entry/1'), document.place('/resourceType')];
    document.settle();
    const again = document.place('/entry/1');
    document.settle();
    document.settle();
    expect([last.line, first.line, again.line]).toEqual([5, 2, 5]);
    expect(again).toEqual({ file: 'f', pointer: '/entry/1', fhirPath: 'Bundle.entry[1]', line: 5, column: 5 });
  });

  it('in CRLF text, and beyond signs of two code units', () => {
    expect(placesOf(TEXT.replaceAll('\n', '\r\n'), '/entry/1/resource', '/entry/1/resource/item/0')).toEqual([
      '6:7',
      '7:18',
    ]);
    expect(placesOf('{"a": "😀", "b": 1}', '/b')).toEqual(['1:13']);
  });

  it('of names that are written with escapes', () => {
    expect(placesOf('{\n"\\u0061b": {\n"c": 1}}', '/ab/c')).toEqual(['3:1']);
  });

  it('of text that is no JSON: none', () => {
    const document = fhirDocument('f', '{"a": ');
    const place = document.place('/a');
    document.settle();
    expect(place).not.toHaveProperty('line');
  });

  it('have a FHIRPath of their root', () => {
    const pathOf = (text: string, pointer: string): string | undefined =>
      fhirDocument('f', text).place(pointer).fhirPath;
    expect(pathOf(TEXT, '/entry/0/resource/id')).toBe('Bundle.entry[0].resource.id');
    expect(pathOf('{"resourceType":"Claim"}', '/item/0')).toBe('%resource.item[0]');
    expect(pathOf(TEXT, '')).toBeUndefined();
  });
});

describe('names twice', () => {
  const of = (text: string): string[] =>
    fhirDocument('f', text).duplicates.map(({ pointer, line, column }) => `${pointer} ${line}:${column}`);

  it('are told at the second, at any depth', () => {
    expect(of('{"a": 1,\n "a": 2}')).toEqual(['/a 2:2']);
    expect(of('{"entry": [{}, {"resource": {"id": 1,\n  "meta": {}, "id": 2, "id": 3}}]}')).toEqual([
      '/entry/1/resource/id 2:15',
      '/entry/1/resource/id 2:24',
    ]);
    expect(of('{"a": {"b": 1},\r\n"a": {"b": 1, "b": 2}}')).toEqual(['/a 2:1', '/a/b 2:15']);
    expect(of('{"a": 1, "\\u0061": 2}')).toEqual(['/a 1:10']);
  });

  it('are none where objects only have the same names', () => {
    expect(of('{"a": {"a": [{"a": 1}, {"a": 2}]}, "b": {"a": 1}}')).toEqual([]);
  });

  it('are told for names that every object inherits', () => {
    expect(of('{"constructor": 1, "toString": 2}')).toEqual([]);
    expect(of('{"constructor": 1, "constructor": 2}')).toEqual(['/constructor 1:20']);
    expect(fhirDocument('f', '{"__proto__": 1, "__proto__": 2}').duplicates).toHaveLength(1);
  });

  it('keep the last value, as every reader does', () => {
    expect(fhirDocument('f', '{"a": 1, "a": 2}').data).toEqual({ a: 2 });
  });
});

describe('hostile text', () => {
  it('10,000 levels deep', () => {
    const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
    expect(fhirDocument('f', deep('[', ']')).syntax).toBeNull();
    expect(fhirDocument('f', `${deep('{"a":[', ']}')}`).syntax).toBeNull();
    expect(fhirDocument('f', '['.repeat(10_000)).syntax).toEqual({ slip: 'cut-short', line: 1, column: 10_001 });
    const text = `${'{"a":\n'.repeat(10_000)}{"b":1,"b":2}${'}'.repeat(10_000)}`;
    const document = fhirDocument('f', text);
    expect(document.duplicates).toMatchObject([{ line: 10_001, column: 8 }]);
    const places = ['/a/a/a', `${'/a'.repeat(10_000)}/b`].map((pointer) => document.place(pointer));
    document.settle();
    expect(places[0]).toMatchObject({ line: 3, column: 2 });
    expect(places[1]?.line).toBeGreaterThan(90); // at this depth its parent will do
  });

  it('one string of 10 MB', () => {
    const long = 'x'.repeat(10_000_000);
    const document = fhirDocument('f', `{"a":"${long}",\n"b":1}`);
    const place = document.place('/b');
    document.settle();
    expect(place).toMatchObject({ line: 2, column: 1 });
    expect((document.data as { a: string }).a).toHaveLength(10_000_000);
    expect(fhirDocument('f', `{"a":"${long}`).syntax).toEqual({ slip: 'cut-short', line: 1, column: 6 });
  });

  it('names that would change every object', () => {
    const document = fhirDocument(
      'f',
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    );
    const places = [document.place('/__proto__/polluted'), document.place('/constructor/prototype')];
    document.settle();
    expect(document.syntax).toBeNull();
    expect({}).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(document.data)).toBe(Object.prototype);
    expect(places.map(({ column }) => column)).toEqual([16, 51]);
  });

  it('lone surrogates', () => {
    const document = fhirDocument('f', '{"a": "\\ud800", "\\udc00": [1], "b": 2}');
    const place = document.place('/b');
    document.settle();
    expect(document).toMatchObject({ syntax: null, duplicates: [], data: { a: '\ud800', '\udc00': [1], b: 2 } });
    expect(place.column).toBe(32);
  });
});

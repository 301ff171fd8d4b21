import { describe, expect, test } from 'vitest';
import { isString, MARKED, paths, put } from '../support/product/markers.ts';
import { type Any, type Base, base } from '../support/product/packages.ts';
import { expectNoLeakOf } from './outputs.ts';

/** How a marker may dress up as the reference, file or address that a field holds. */
const FORMS = [
  '*',
  'file://*',
  'urn:uuid:*',
  'Patient/*',
  'https://example.org/fhir/Patient/*',
  'https://nhicore.nhi.gov.tw/pas/StructureDefinition/*',
  '*T00:00:00+08:00',
];
const dressed = (form: string | undefined, marker: string | undefined): string =>
  (form ?? '*').replace('*', marker ?? '');

/** Renames one key, in its place among the others. */
function rename(json: Any, from: string, to: string): void {
  const entries = Object.entries(json);
  for (const [key] of entries) delete json[key];
  for (const [key, value] of entries) json[key === from ? to : key] = value;
}

let turn = 0;
const one = (bundle: Any, what: string): Promise<Set<string>> =>
  expectNoLeakOf(bundle, what, [turn++ % 2 ? 'en' : 'zh-TW']);

/** Markers in every field of a base Bundle. */
export function fieldsOf(name: Base): void {
  const fields = paths(base(name), isString);
  const timeout = 600_000;

  describe(`${name}: ${fields.length} string fields, one at a time`, () => {
    test('every marker, bare', { timeout }, async () => {
      for (const path of fields)
        for (const marker of MARKED) await one(put(base(name), path, marker), `${path.join('/')} = ${marker}`);
    });

    test('in every form that a field may have', { timeout }, async () => {
      const raised = new Set<string>();
      for (const [i, path] of fields.entries())
        for (const [j, form] of FORMS.entries()) {
          const value = dressed(form, MARKED[(i + j) % MARKED.length]);
          const ids = await one(put(base(name), path, value), `${path.join('/')} = ${value}`);
          for (const id of ids) raised.add(id);
        }
      expect(raised.size).toBeGreaterThan(8);
    });

    test('appended to what is there', { timeout }, async () => {
      for (const [i, path] of fields.entries()) {
        const bundle = base(name);
        const value = `${path.reduce((node, step) => node[step], bundle)}${MARKED[i % MARKED.length]}`;
        await one(put(bundle, path, value), path.join('/'));
      }
    });
  });

  test(`${name}: as keys, one at a time`, { timeout }, async () => {
    const objects = paths(base(name), (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
    let i = 0;
    for (const path of objects) {
      const keys = Object.keys(path.reduce((node, step) => node[step], base(name)));
      for (const key of keys) {
        const bundle = base(name);
        rename(
          path.reduce((node, step) => node[step], bundle),
          key,
          MARKED[i++ % MARKED.length] ?? '',
        );
        await one(bundle, `${path.join('/')} key ${key}`);
      }
    }
    expect(i).toBeGreaterThan(500);
  });
}

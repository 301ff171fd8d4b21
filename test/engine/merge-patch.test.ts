import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/engine/merge-patch.ts';

type Json = Record<string, unknown>;

/** The test cases of RFC 7396, appendix A, whose patch is an object. */
const RFC: readonly [unknown, Json, unknown][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

it.each(RFC)('RFC 7396: %j with %j is %j', (base, patch, result) => {
  expect(applyPatch(base, patch)).toEqual(result);
});

describe('keys that are pointers', () => {
  const base = { list: [{ x: 1, y: 2 }, 'b'], 'a/b~': { c: 1 } };
  it.each<[Json, unknown]>([
    [{ '/list/0/x': 9 }, [{ x: 9, y: 2 }, 'b']],
    [{ '/list/0/x': null }, [{ y: 2 }, 'b']],
    [{ '/list/0': { x: null, z: 3 } }, [{ y: 2, z: 3 }, 'b']],
    [{ '/list/0': 'a' }, ['a', 'b']],
    [{ '/list/0': null }, ['b']],
    [{ '/list/2': 'c' }, [{ x: 1, y: 2 }, 'b', 'c']],
    [{ '/list/2': { z: null } }, [{ x: 1, y: 2 }, 'b', {}]],
    [{ '/list/2': 'c', '/list/3': 'd', '/list/0': null }, ['b', 'c', 'd']],
    [{ '/list': null }, undefined],
    [{ list: ['z'], '/list/1': 'y' }, ['z', 'y']],
  ])('%j', (patch, list) => {
    expect(applyPatch(base, patch)).toEqual(list === undefined ? { 'a/b~': { c: 1 } } : { ...base, list });
  });

  it('unescapes them', () => {
    expect(applyPatch(base, { '/a~1b~0/c': 2 })).toEqual({ ...base, 'a/b~': { c: 2 } });
    expect(applyPatch({}, { '/new': 1 })).toEqual({ new: 1 });
  });

  it.each(['/list/3', '/list/2/x', '/list/x', '/list/-1', '/list/01x', '/none/x', '/list/1/x', '/list/0/x/y'])(
    'leads nowhere: %s',
    (key) => {
      expect(() => applyPatch(base, { [key]: 1 })).toThrow(RangeError);
    },
  );

  it('has no member to remove', () => {
    expect(() => applyPatch(base, { '/list/2': null })).toThrow(RangeError);
  });
});

it('does not change the base', () => {
  const base = { a: { b: [1, { c: 2 }] } };
  const before = structuredClone(base);
  applyPatch(base, { '/a/b/1/c': 3, '/a/b/2': 4, a: { d: 5 }, '/a/b/0': null });
  expect(base).toEqual(before);
});

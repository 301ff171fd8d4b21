import { expect, it } from 'vitest';
import { references } from '../../src/readers/fhir/references.ts';

const found = (resource: unknown): string[] =>
  [...references(resource)].map(({ pointer, reference }) => `${pointer} ${JSON.stringify(reference)}`);

it('finds references in document order: in elements, arrays, contained resources and extensions', () => {
  const resource = {
    resourceType: 'Claim',
    contained: [{ resourceType: 'Patient', managingOrganization: { reference: '#a' } }],
    patient: { reference: 'urn:1', display: 'x' },
    extension: [{ url: 'u', valueReference: { reference: 'urn:2' } }],
    careTeam: [{ provider: { reference: 'urn:3' } }, {}, { provider: { reference: 'urn:4' } }],
    item: [{ detail: [{ subDetail: [{ udi: [{ reference: 'urn:5' }, { reference: 'urn:6' }] }] }] }],
    'a/b~': { reference: 'urn:7' },
  };
  expect(found(resource)).toEqual([
    '/contained/0/managingOrganization/reference "#a"',
    '/patient/reference "urn:1"',
    '/extension/0/valueReference/reference "urn:2"',
    '/careTeam/0/provider/reference "urn:3"',
    '/careTeam/2/provider/reference "urn:4"',
    '/item/0/detail/0/subDetail/0/udi/0/reference "urn:5"',
    '/item/0/detail/0/subDetail/0/udi/1/reference "urn:6"',
    '/a~1b~0/reference "urn:7"',
  ]);
});

it('finds a reference within a Reference', () => {
  const resource = { subject: { reference: 'urn:1', identifier: { assigner: { reference: 'urn:2' } } } };
  expect(found(resource)).toEqual(['/subject/reference "urn:1"', '/subject/identifier/assigner/reference "urn:2"']);
});

it('gives what is no text, too, but looks into an element of that name', () => {
  expect(found({ a: { reference: 7 }, b: { reference: null }, c: { reference: false } })).toEqual([
    '/a/reference 7',
    '/b/reference null',
    '/c/reference false',
  ]);
  expect(found({ data: { reference: { reference: 'urn:1' } } })).toEqual(['/data/reference/reference "urn:1"']);
  expect(found({ data: { reference: [{ reference: 'urn:1' }] } })).toEqual(['/data/reference/0/reference "urn:1"']);
});

it.each([[undefined], [null], ['reference'], [7], [[]], [{}], [{ identifier: {} }]])('finds none in %j', (value) => {
  expect(found(value)).toEqual([]);
});

it('does not take what every object inherits', () => {
  expect(found(Object.create({ reference: 'urn:1' }))).toEqual([]);
});

it('goes 10,000 levels deep', () => {
  let resource: object = { reference: 'urn:1' };
  for (let i = 0; i < 10_000; i++) resource = i % 2 ? { a: resource } : { a: [resource] };
  const [only, ...more] = references(resource);
  expect(more).toEqual([]);
  expect(only?.reference).toBe('urn:1');
  expect(only?.pointer.endsWith('/a/a/0/reference')).toBe(true);
});

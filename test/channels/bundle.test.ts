import { describe, expect, test } from 'vitest';
import { attachments } from '../../src/channels/prior-auth/attachments.ts';
import { readBundle } from '../../src/channels/prior-auth/bundle.ts';
import { continuations } from '../../src/channels/prior-auth/continuation.ts';
import { PAS, profileTable } from '../../src/channels/prior-auth/profiles.ts';
import { ownerOf, reachable } from '../../src/channels/prior-auth/reach.ts';
import { ownLibrary } from '../../src/rules.ts';

const table = profileTable((await ownLibrary()).codes.get('prior-auth-profiles') ?? {});
const resource = (resourceType: string, rest: object = {}): object => ({ resourceType, ...rest });
const bundle = (...entries: [string, object][]) =>
  readBundle(
    { resourceType: 'Bundle', entry: entries.map(([fullUrl, inner]) => ({ fullUrl, resource: inner })) },
    table,
  );
const states = (view: ReturnType<typeof bundle>): string[] => view.links.map(({ state }) => state);

describe('references inside a Bundle', () => {
  const claim = (reference: unknown): object => resource('Claim', { patient: { reference } });
  const patient = resource('Patient', { id: 'p1' });

  test.each([
    ['urn:uuid:a', 'urn:uuid:b', 'urn:uuid:b', 'resolves'],
    ['urn:uuid:a', 'urn:uuid:b', 'urn:uuid:B', 'letter-case'],
    ['urn:uuid:a', 'urn:uuid:b', 'Patient/p1', 'by-id'],
    ['urn:uuid:a', 'urn:uuid:b', 'urn:uuid:c', 'missing'],
    ['urn:uuid:a', 'urn:uuid:b', 7, 'not-text'],
    ['https://h/fhir/Claim/c', 'https://h/fhir/Patient/p1', 'Patient/p1', 'resolves'],
    ['https://h/fhir/Claim/c', 'https://h/fhir/Patient/p1', 'Patient/p1/_history/2', 'resolves'],
    ['https://h/fhir/Claim/c', 'https://h/fhir/Patient/p1', 'https://h/fhir/Patient/p1', 'resolves'],
    ['https://h/one/Claim/c', 'https://h/two/Patient/p1', 'Patient/p1', 'by-id'],
  ])('from %s to %s by %s: %s', (from, to, reference, state) => {
    expect(states(bundle([from, claim(reference)], [to, patient]))).toEqual([state]);
  });

  test('a contained resource is no business of the Bundle; a contained one that is not there is', () => {
    const holder = resource('Claim', {
      contained: [{ resourceType: 'Patient', id: 'in' }],
      patient: { reference: '#in' },
    });
    expect(states(bundle(['urn:uuid:a', holder]))).toEqual([]);
    expect(states(bundle(['urn:uuid:a', claim('#gone')]))).toEqual(['missing']);
  });
});

describe('reachable from the Claim', () => {
  test('through others, in cycles too; what nothing points at is not', () => {
    const view = bundle(
      ['urn:uuid:c', resource('Claim', { patient: { reference: 'urn:uuid:p' } })],
      ['urn:uuid:p', resource('Patient', { link: [{ other: { reference: 'urn:uuid:q' } }] })],
      ['urn:uuid:q', resource('Patient', { link: [{ other: { reference: 'urn:uuid:p' } }] })],
      ['urn:uuid:lone', resource('Media', { subject: { reference: 'urn:uuid:p' } })],
    );
    expect([...reachable(view)].map(({ fullUrl }) => fullUrl).sort()).toEqual([
      'urn:uuid:c',
      'urn:uuid:p',
      'urn:uuid:q',
    ]);
  });

  test('a long chain does not overflow', () => {
    const entries = Array.from({ length: 20_000 }, (_, i): [string, object] => [
      `urn:uuid:${i}`,
      resource(i === 0 ? 'Claim' : 'Patient', { next: { reference: `urn:uuid:${i + 1}` } }),
    ]);
    expect(reachable(bundle(...entries)).size).toBe(20_000);
  });

  test('the owner of a document goes by its category', () => {
    const document = (code: string) =>
      bundle([
        'urn:uuid:d',
        resource('DocumentReference', {
          meta: { profile: [`${PAS}DocumentReference-twpas`] },
          category: [{ coding: [{ code }] }],
        }),
      ]).entries[0];
    const row = table['DocumentReference-twpas'];
    const owner = (code: string) => {
      const entry = document(code);
      return entry && ownerOf(entry, row);
    };
    expect(owner('gene')).toBe('Observation-diagnostic-twpas.derivedFrom');
    expect(owner('medrec')).toBe('Claim.supportingInfo(medicalRecord)');
    expect(owner('constructor')).toBe('Claim.supportingInfo(carePlanDocument)');
  });
});

test('attachments stand in three places; their name is read whatever the scheme', () => {
  const view = bundle(
    [
      'urn:uuid:1',
      resource('DocumentReference', { content: [{ attachment: { url: 'file://a.pdf' } }, { attachment: {} }] }),
    ],
    [
      'urn:uuid:2',
      resource('DiagnosticReport', { presentedForm: [{ url: 'file://b.pdf' }, { url: 'https://x/c.pdf' }] }),
    ],
    ['urn:uuid:3', resource('Media', { content: { url: 'FILE://d.jpg' } })],
    ['urn:uuid:4', resource('Patient', { content: { url: 'file://no.jpg' } })],
  );
  expect(attachments(view).map(({ name, pointer }) => [name, pointer])).toEqual([
    ['a.pdf', '/entry/0/resource/content/0/attachment/url'],
    ['b.pdf', '/entry/1/resource/presentedForm/0/url'],
    ['x/c.pdf', '/entry/1/resource/presentedForm/1/url'],
    ['d.jpg', '/entry/2/resource/content/url'],
  ]);
});

describe('continued use', () => {
  const system = 'https://nhicore.nhi.gov.tw/pas/CodeSystem/';
  const item = (status: string) => ({
    extension: [{ url: `${PAS}extension-requestedService`, valueReference: { reference: 'urn:uuid:m' } }],
    modifier: [{ coding: [{ system: `${system}nhi-continuation-status`, code: status }] }],
  });
  const order = resource('MedicationRequest', {
    medicationCodeableConcept: { coding: [{ system: `${system}nhi-medication`, code: 'KC01025219' }] },
  });
  const assessment = resource('Observation', { meta: { profile: [`${PAS}Observation-tx-assessment-twpas`] } });
  const info = {
    category: { coding: [{ code: 'treatmentAssessment' }] },
    valueReference: { reference: 'urn:uuid:o' },
  };

  test.each([
    ['2', [info], [assessment], 'referenced'],
    ['2', [], [assessment], 'not-referenced'],
    ['2', [], [], 'none'],
    ['1', [], [], undefined],
  ])('status %s', (status, supportingInfo, others, expected) => {
    const view = bundle(
      ['urn:uuid:c', resource('Claim', { item: [item(status)], supportingInfo })],
      ['urn:uuid:m', order],
      ...others.map((other): [string, object] => ['urn:uuid:o', other]),
    );
    expect(continuations(view).map(({ drug, assessment: state }) => [drug, state])).toEqual(
      expected === undefined ? [] : [['KC01025219', expected]],
    );
  });
});

import { expect, it } from 'vitest';
import { RuleFault } from '../../src/engine/rule-error.ts';
import { judge, load, record, ruleFile, rules, told } from './small.ts';

const PATIENT = { resourceType: 'Patient', active: false, name: [{ family: 'A' }, { family: 'B' }] };
const OBSERVATION = {
  resourceType: 'Observation',
  subject: { reference: 'urn:uuid:1' },
  valueQuantity: { value: 1 },
  component: [{ valueString: 'a' }, { valueQuantity: { value: 2 } }],
};
const BUNDLE = {
  resourceType: 'Bundle',
  entry: [{ resource: PATIENT }, { fullUrl: 'urn:uuid:2', resource: OBSERVATION }],
};
const resolve = (reference: string): object | undefined => (reference === 'urn:uuid:1' ? PATIENT : undefined);

async function toldOf(fhirpath: object, data: object = BUNDLE, more: object = {}): Promise<string[]> {
  const files = { 'test/resource.yaml': ruleFile('test.resource', rules({ r: { fhirpath, ...more } })) };
  return told(await judge(await load(files), [record(data, { type: 'test.resource', resolve })]));
}

const OBSERVATIONS = 'Bundle.entry.resource.ofType(Observation)';

it('asks of each place in focus', async () => {
  const focus = 'Bundle.entry.resource.ofType(Patient).name';
  expect(await toldOf({ focus, assert: "family = 'A'" })).toEqual(['r /entry/0/resource/name/1']);
  expect(await toldOf({ focus, assert: 'family.exists()' })).toEqual([]);
  expect(await toldOf({ focus: 'Bundle.entry.resource.ofType(Claim)', assert: 'false' })).toEqual([]);
});

it('points where the rule says', async () => {
  expect(await toldOf({ focus: OBSERVATIONS, assert: 'false' }, BUNDLE, { at: 'entry' })).toEqual(['r /entry']);
});

it('takes nothing for false, unless told', async () => {
  const focus = 'Bundle.entry.resource';
  expect(await toldOf({ focus, assert: 'active' }, { ...BUNDLE, entry: [{ resource: OBSERVATION }] })).toEqual([
    'r /entry/0/resource',
  ]);
  const emptyIs = true;
  expect(await toldOf({ focus, assert: 'active', emptyIs }, { ...BUNDLE, entry: [{ resource: OBSERVATION }] })).toEqual(
    [],
  );
});

it('takes an element that is false for false', async () => {
  const focus = 'Bundle.entry.resource.ofType(Patient)';
  expect(await toldOf({ focus, assert: 'active' })).toEqual(['r /entry/0/resource']);
  expect(await toldOf({ focus, assert: 'active.not()' })).toEqual([]);
  expect(await toldOf({ focus, assert: 'name.family' })).toEqual([]);
});

it('points at values of any type', async () => {
  expect(await toldOf({ focus: `${OBSERVATIONS}.value`, assert: 'false' })).toEqual([
    'r /entry/1/resource/valueQuantity',
  ]);
  expect(await toldOf({ focus: `${OBSERVATIONS}.component.value`, assert: 'false' })).toEqual([
    'r /entry/1/resource/component/0/valueString',
    'r /entry/1/resource/component/1/valueQuantity',
  ]);
  const beside = { resourceType: 'Observation', values: 1, valued: 2, valueString: 'x' };
  expect(await toldOf({ focus: 'Observation.value', assert: 'false' }, beside)).toEqual(['r /valueString']);
});

it('points at the record where the focus is no place in it', async () => {
  expect(await toldOf({ focus: 'Bundle.entry.count()', assert: '$this > 2' })).toEqual(['r']);
  expect(await toldOf({ focus: `${OBSERVATIONS}.subject.resolve().name`, assert: "family = 'A'" })).toEqual(['r']);
});

it('resolves references in the Bundle, with their type', async () => {
  const ask = (assert: string): Promise<string[]> => toldOf({ focus: `${OBSERVATIONS}.subject`, assert });
  expect(await ask("resolve().name.family.first() = 'A'")).toEqual([]);
  expect(await ask('resolve() is Patient')).toEqual([]);
  expect(await ask('reference.resolve().ofType(Patient).exists()')).toEqual([]);
  expect(await ask('resolve() is Practitioner')).toEqual(['r /entry/1/resource/subject']);
  const lost = { ...BUNDLE, entry: [{ resource: { ...OBSERVATION, subject: { reference: 'urn:uuid:9' } } }] };
  expect(await toldOf({ focus: `${OBSERVATIONS}.subject`, assert: 'resolve().exists()' }, lost)).toEqual([
    'r /entry/0/resource/subject',
  ]);
});

it.each([
  ["name.family.all($this.matches('^[A-B]$'))", true],
  ["name.family.first().matches('[A]')", true],
  ["name.family.first().matches('^$')", false],
  ["name.where(family = 'B').count() = 1", true],
  ["name.select(family).join(',') = 'A,B'", true],
  ["iif(active, 'x', 'y') = 'y'", true],
  ["Patient.name.family contains 'C'", false],
  ['name.count() > 2', false],
])('%s is %s', async (assert, holds) => {
  expect(await toldOf({ focus: 'Patient', assert }, PATIENT)).toEqual(holds ? [] : ['r']);
});

it('asks of each record anew', async () => {
  const fhirpath = { focus: `${OBSERVATIONS}.subject`, assert: 'resolve().exists()' };
  const library = await load({ 'test/resource.yaml': ruleFile('test.resource', rules({ r: { fhirpath } })) });
  const records = [resolve, () => undefined, resolve].map((each) =>
    record(BUNDLE, { type: 'test.resource', resolve: each }),
  );
  expect(told(await judge(library, records))).toEqual(['r /entry/1/resource/subject']);
});

it.each([
  ['a function that is none', { focus: 'Patient', assert: 'name.explode()' }],
  ['a comparison of unlike things', { focus: 'Patient', assert: "name.count() > 'a'" }],
])('a rule that throws is a fault of that rule: %s', async (_, fhirpath) => {
  const fault = await toldOf(fhirpath, PATIENT).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(RuleFault);
  expect(fault).toMatchObject({ ruleId: 'r', message: expect.stringMatching(/^rule r failed by itself \(\w+\)$/) });
});

it('a record that cannot be asked is told as a fault, too', async () => {
  const files = {
    'test/resource.yaml': ruleFile(
      'test.resource',
      rules({ r: { fhirpath: { focus: 'Observation.subject', assert: 'resolve().exists()' } } }),
    ),
  };
  const broken = record(OBSERVATION, {
    type: 'test.resource',
    resolve: () => {
      throw new TypeError('王小明');
    },
  });
  const fault = await judge(await load(files), [broken]).catch((error: unknown) => error);
  expect(fault).toMatchObject({ ruleId: 'r', message: 'rule r failed by itself (TypeError)' });
});

import { expect, test } from 'vitest';
import { rulesetAt } from '../../src/engine/ruleset.ts';
import type { Judged } from '../../src/engine/run.ts';
import { buildReport } from '../../src/report/build.ts';
import { ownLibrary } from '../../src/rules.ts';
import { leaks, MARKED, MARKERS } from '../support/product/markers.ts';
import { AS_OF, KEY } from '../support/product/packages.ts';
import { printed } from './outputs.ts';

const library = await ownLibrary();
const ruleset = rulesetAt(library, AS_OF);
const file = `FHR${KEY}.JSON`;
const unit = { id: KEY, kind: 'case', locations: [{ file }] };
const submission = { channel: 'prior-auth', name: file, recognisedBy: 'name', form: 'loose', sources: [] } as const;

/** The report of one finding of a rule whose every argument is `value`, in both languages. */
function told(rule: (typeof library.rules)[number], value: unknown): Promise<string> {
  const args: Record<string, unknown> = { value };
  for (const [name, { as }] of Object.entries(rule.args ?? {}))
    if (as === 'own') args[name] = 'our word';
    else args[name] = value;
  const fix = rule.fix ? { from: value, to: value } : null;
  const judged: Judged = {
    units: [{ unit, answer: 'hold' }],
    unitCounts: new Map([['hold', 1]]),
    answerOf: () => 'hold',
    answer: 'hold',
    findings: [{ rule, unit, args, locations: [{ file }], fix }],
    findingCount: 1,
    outcomeCounts: new Map([[rule.outcome, 1]]),
    recordCount: 1,
    evaluated: new Set([rule.id]),
  };
  const input = { submission, files: [], zipSha256: null, judged, ruleset, toolVersion: '0', showValues: false };
  const reports = (['zh-TW', 'en'] as const).map((language) => buildReport({ ...input, language }));
  return printed(reports, ['pretty', 'json']); // thousands of values; the tests of fields go through all formats
}

test.each(library.rules.map((rule) => [rule.id, rule] as const))(
  '%s masks every marker, whatever argument it is in and of whatever kind',
  async (_, rule) => {
    for (const marker of MARKED) {
      const digits = Number(marker.replace(/\D/g, ''));
      for (const value of [marker, ` ${marker}`, [marker], { [marker]: marker }, marker.normalize('NFD')])
        expect({ value, leaks: leaks(await told(rule, value)) }).toEqual({ value, leaks: [] });
      if (digits >= 1e6) expect(leaks(await told(rule, digits))).toEqual([]);
    }
  },
);

test('words that a rule calls its own are ours: none is taken from what was sent', () => {
  const own = library.rules.flatMap((rule) =>
    Object.entries(rule.args ?? {}).flatMap(([name, { at, as }]) =>
      as === 'own' ? [`${rule.record} ${at ?? name}`] : [],
    ),
  );
  // each of these is made by us, by a table of the ruleset, or part of a file's name; the tests of fields prove it
  expect([...new Set(own)].sort()).toMatchInlineSnapshot(`
    [
      "check.limit found",
      "check.limit most",
      "dicom.file-set shift",
      "dicom.record keysDiffer",
      "dicom.record missing1",
      "dicom.record missing2",
      "medical-image.archive kindEn",
      "medical-image.archive kindLabel",
      "medical-image.csv blankLines",
      "medical-image.csv firstBlank",
      "medical-image.csv loneReturns",
      "medical-image.images kindEn",
      "medical-image.images kindLabel",
      "medical-image.images least",
      "medical-image.images modalities",
      "medical-image.jpeg kindEn",
      "medical-image.jpeg kindLabel",
      "medical-image.line beyondAscii",
      "medical-image.line control",
      "medical-image.line fields",
      "medical-image.line padded",
      "medical-image.reward clockEn",
      "medical-image.reward clockZh",
      "medical-image.row /damage/archive/en",
      "medical-image.row /damage/archive/zh",
      "medical-image.row /damage/birthDate/en",
      "medical-image.row /damage/birthDate/zh",
      "medical-image.row /damage/bodySite/en",
      "medical-image.row /damage/bodySite/zh",
      "medical-image.row /damage/cardNote/en",
      "medical-image.row /damage/cardNote/zh",
      "medical-image.row /damage/cardTime/en",
      "medical-image.row /damage/cardTime/zh",
      "medical-image.row /damage/examMonth/en",
      "medical-image.row /damage/examMonth/zh",
      "medical-image.row /damage/examinedAt/en",
      "medical-image.row /damage/examinedAt/zh",
      "medical-image.row /damage/institution/en",
      "medical-image.row /damage/institution/zh",
      "medical-image.row /damage/medicalType/en",
      "medical-image.row /damage/medicalType/zh",
      "medical-image.row /damage/newbornBirthDate/en",
      "medical-image.row /damage/newbornBirthDate/zh",
      "medical-image.row /damage/newbornOrder/en",
      "medical-image.row /damage/newbornOrder/zh",
      "medical-image.row /damage/orderCode/en",
      "medical-image.row /damage/orderCode/zh",
      "medical-image.row /damage/patientId/en",
      "medical-image.row /damage/patientId/zh",
      "medical-image.row /damage/receivedAt/en",
      "medical-image.row /damage/receivedAt/zh",
      "medical-image.row /damage/reportSerial/en",
      "medical-image.row /damage/reportSerial/zh",
      "medical-image.row /damage/visitSerial/en",
      "medical-image.row /damage/visitSerial/zh",
      "medical-image.row /damage/visitType/en",
      "medical-image.row /damage/visitType/zh",
      "prior-auth.att-content kindEn",
      "prior-auth.att-content kindLabel",
      "prior-auth.case-number value",
      "prior-auth.entry kindEn",
      "prior-auth.entry kindLabel",
      "prior-auth.entry label",
      "prior-auth.entry labelEn",
      "prior-auth.entry owner",
      "prior-auth.entry profile",
      "prior-auth.entry profileType",
      "prior-auth.entry via",
      "prior-auth.entry viaEn",
      "prior-auth.imaging-unnamed what",
      "prior-auth.imaging-unnamed whatEn",
      "prior-auth.slice kindEn",
      "prior-auth.slice kindLabel",
      "prior-auth.slice label",
      "prior-auth.slice profile",
    ]
  `);
  expect(leaks(MARKERS.name)).not.toEqual([]);
});

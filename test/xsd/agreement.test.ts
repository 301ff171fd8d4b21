import { expect, test } from 'vitest';
import type { XsdError } from '../../src/readers/xsd/xsd-error.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { agreementOf, hdataOf } from '../../src/xsd/agreement.ts';

type Answer = Report['verdict']['answer'];

const at = (xpath: string): XsdError => ({ problem: 'codes', line: 1, xpath });

/** A report whose hdata are answered like that. */
function report(answers: readonly Answer[], answer: Answer = 'return-unit', total = answers.length): Report {
  const units = answers.map((each, i) => ({ id: `hdata-${i + 1}`, kind: 'hdata', answer: each, locations: [] }));
  return {
    units,
    verdict: { answer, sentence: '', units: { total, accept: 0, hold: 0, return: 0 } },
  } as unknown as Report;
}

test.each([
  ['/patient/hdata', 1],
  ['/patient/hdata/h20', 1],
  ['/patient/hdata[12]/rdata[2]/r4', 12],
  ['/patient', undefined],
  ['/patient/hdatas[2]', undefined],
  ['/*', undefined],
  ['', undefined],
])('%s is in hdata %s', (xpath, number) => {
  expect(hdataOf(xpath)).toBe(number);
});

test('hdata by hdata: refused by both, by one of them, reminded of', () => {
  const answers: Answer[] = ['return-unit', 'accept', 'remind', 'return-unit', 'unknown', 'accept'];
  const errors = [1, 2, 3, 5].map((number) => at(`/patient/hdata[${number}]/h1`));
  expect(agreementOf(errors, report(answers))).toEqual({ refused: [2], reminded: [3], returned: 1, wholeFile: false });
});

test('what is wrong outside of hdata is compared with the verdict', () => {
  expect(agreementOf([at('/patient')], report(['accept'], 'accept')).wholeFile).toBe(true);
  for (const answer of ['remind', 'unknown', 'return-unit', 'return-file'] as const)
    expect(agreementOf([at('/patient')], report(['accept'], answer)).wholeFile).toBe(false);
});

test('a report that does not list all: who is not listed is accepted, unless too many are not', () => {
  const errors = [at('/patient/hdata[11000]/h1')];
  expect(agreementOf(errors, report(['return-unit'], 'return-unit', 12_000)).refused).toEqual([11_000]);
  const full = Array.from({ length: 10_000 }, (): Answer => 'return-unit');
  expect(agreementOf(errors, report(full, 'return-unit', 12_000)).refused).toEqual([]);
});

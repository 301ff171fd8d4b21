import { XMLBuilder } from 'fast-xml-parser';
import type { FormatContext, Formatter } from '../formatter.ts';
import { levelLines } from '../pretty.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { channelName, fill, inLanguage, stateOf } from '../words.ts';
import { clean, cleaned } from './clean.ts';
import { toldLines } from './told.ts';
import { byUnit, isAccepted } from './units.ts';
import { DOC } from './words.ts';

/** A node for the builder: `@` begins an attribute, `#text` is the text. */
type Node = { [name: string]: string | number | Node | Node[] | undefined };

/** What is judged by itself: a unit, or what is found in no unit. */
interface Judged {
  readonly name: string;
  readonly answer: Report['verdict']['answer'];
  readonly state: string;
  readonly findings: readonly ReportFinding[];
}

const built = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

/** The answer that findings of no unit come to. */
function answerOf(findings: readonly ReportFinding[]): Judged['answer'] {
  const [first] = findings; // the deciding one comes first
  return first === undefined || first.outcome === 'advise' ? 'accept' : first.outcome;
}

function testcase({ name, answer, state, findings }: Judged, classname: string, { language }: FormatContext): Node {
  const text = findings.map((finding) => toldLines(finding, language).map(clean).join('\n')).join('\n\n');
  const node: Node = { '@name': name, '@classname': classname };
  const [first] = findings;
  if (isAccepted(answer)) return text === '' ? node : { ...node, 'system-out': text };
  const problem: Node = {
    '@type': first?.ruleId ?? answer,
    '@message': first === undefined ? state : `${state}: ${first.message}`,
    '#text': text,
  };
  return { ...node, [answer === 'unknown' ? 'error' : 'failure']: problem };
}

function testsuite(given: Report, context: FormatContext): Node {
  const report = cleaned(given);
  const { language } = context;
  const { submission, verdict, ruleset } = report;
  const { whole, units, unlistedUnits, unlistedFindings } = byUnit(report, context);
  const answer = answerOf(whole);
  const name = inLanguage(DOC.whole, language);
  const cases = [
    { name, answer, state: inLanguage(stateOf(submission.channel, answer), language), findings: whole },
    ...units.map((unit) => ({ ...unit, name: unit.id })),
  ];
  const count = (of: (answer: Judged['answer']) => boolean): number => cases.filter((each) => of(each.answer)).length;
  const property = (key: string, value: string | number): Node => ({ '@name': key, '@value': value });
  return {
    '@name': submission.name,
    '@tests': cases.length,
    '@failures': count((each) => !isAccepted(each) && each !== 'unknown'),
    '@errors': count((each) => each === 'unknown'),
    '@skipped': 0,
    properties: {
      property: [
        property('answer', verdict.answer),
        property('sentence', verdict.sentence),
        property('channel', channelName(submission.channel, language)),
        property('tool', `nhi-precheck ${report.tool.version}`),
        property('rules', ruleset.version),
        property('as-of', ruleset.asOf),
        ...levelLines(report).map((line) => property('level', line)),
        ...(unlistedUnits === null ? [] : [property('units', unlistedUnits)]),
        ...(unlistedFindings > 0
          ? [property('findings', fill(inLanguage(DOC.moreFindings, language), { n: unlistedFindings }))]
          : []),
      ],
    },
    testcase: cases.map((each) => testcase(each, submission.channel, context)),
  };
}

/**
 * `--format junit`: a submission is a test suite, a unit a test case, and what is found in no unit one more. Not accepted
 * fails, cannot tell is an error, reminders pass and stand in the output. No times: the same files give the same text.
 */
export const junit: Formatter = (reports, context, write) => {
  const suites = reports.map((report) => testsuite(report, context));
  const sum = (key: string): number => suites.reduce((total, suite) => total + Number(suite[key]), 0);
  const counts = Object.fromEntries(['@tests', '@failures', '@errors', '@skipped'].map((key) => [key, sum(key)]));
  const testsuites: Node = { '@name': 'nhi-precheck', ...counts, testsuite: suites };
  write(`<?xml version="1.0" encoding="UTF-8"?>\n${built.build({ testsuites })}`);
};

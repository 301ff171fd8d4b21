import type { Outcome } from '../../engine/outcome.ts';
import type { Rule } from '../../engine/rule.ts';
import type { FormatContext } from '../formatter.ts';
import type { Report } from '../report-schema.ts';
import { inLanguage, LABEL, nhiOf } from '../words.ts';
import { sarifText } from './sarif-text.ts';
import { severityOf } from './severity.ts';

type Change = NonNullable<Report['ruleset']['levels']>[number];

/** The rules whose level a configuration changed; the same for all reports of a run. */
export const changesOf = (reports: readonly Report[]): readonly Change[] =>
  reports.find(({ ruleset }) => ruleset.levels)?.ruleset.levels ?? [];

/** Words of a rule as they are before anything is found: what a finding would fill in stands as 「…」. */
const unfilled = (words: string): string => words.replace(/\{[A-Za-z]+\}/g, '…');

/** A rule as `reportingDescriptor` of SARIF. @param outcome its own, before a configuration changed it */
export function sarifRule(rule: Rule, outcome: Outcome, { language, clause }: FormatContext): object {
  const cited = clause(rule.clause);
  const label = (key: keyof typeof LABEL): string => `${inLanguage(LABEL[key], language)}: `;
  const says = cited ? `${cited.source}: ${inLanguage(cited.says, language)}` : rule.clause;
  const nhi = inLanguage(nhiOf(rule, outcome), language);
  const help = [
    label('nhi') + nhi,
    label('todo') + inLanguage(rule.todo, language),
    `${label('source') + says} (${rule.clause})`,
  ];
  return {
    id: rule.id,
    shortDescription: { text: sarifText(inLanguage(rule.title, language)) },
    fullDescription: { text: sarifText(says) },
    help: { text: sarifText(unfilled(help.join('\n'))) },
    defaultConfiguration: { level: severityOf(outcome) },
    properties: {
      outcome,
      clause: rule.clause,
      who: rule.who,
      tags: [rule.record.slice(0, rule.record.indexOf('.')), outcome, rule.who],
    },
  };
}

/** What a configuration changed, as `configurationOverride` of SARIF. */
export function sarifOverride({ ruleId, from, to, reason }: Change, index: number | undefined): object {
  const configuration = to === 'off' ? { enabled: false } : { level: severityOf(to) };
  return {
    descriptor: { id: ruleId, ...(index === undefined ? {} : { index }) },
    configuration,
    properties: { from, to, reason },
  };
}

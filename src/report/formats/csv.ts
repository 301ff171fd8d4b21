import { stringify } from 'csv-stringify/sync';
import type { ChannelId } from '../../channels/ids.ts';
import type { FormatContext, Formatter } from '../formatter.ts';
import { levelLines } from '../pretty.ts';
import type { Report, ReportFinding } from '../report-schema.ts';
import { fill, inLanguage, LABEL, stateOf } from '../words.ts';
import { csvCell } from './csv-cell.ts';
import { inside, lineOf, where } from './place.ts';
import { elsewhere, told } from './told.ts';
import { byUnit } from './units.ts';
import { DOC, WHO, weightOf } from './words.ts';

type Cell = string | number;

const HEAD = [
  DOC.submission,
  DOC.unit,
  DOC.answer,
  DOC.outcome,
  DOC.message,
  LABEL.nhi,
  LABEL.todo,
  LABEL.source,
  DOC.rule,
  DOC.file,
  DOC.line,
  DOC.place,
  LABEL.also,
  DOC.who,
];

/** The cells of a finding; of none, as many empty ones. */
function findingCells(finding: ReportFinding | undefined, channel: ChannelId, { language }: FormatContext): Cell[] {
  if (!finding) return ['', inLanguage(DOC.noneFound, language), ...Array<string>(9).fill('')];
  const [first] = finding.locations;
  const todo = told(finding, language).find(({ key }) => key === 'todo')?.text ?? finding.todo;
  return [
    weightOf(channel, finding.outcome, language).word,
    finding.message,
    finding.nhi,
    todo,
    finding.source,
    finding.ruleId,
    first?.file ?? '',
    (first && lineOf(first)) ?? '',
    first ? inside(first) : '',
    elsewhere(finding)
      .map((place) => where(place, language))
      .join('；'),
    inLanguage(WHO[finding.who], language),
  ];
}

/** What concerns the whole report: levels that a configuration changed, and how much is not listed. */
function remarks(report: Report, context: FormatContext): string[] {
  const { unlistedUnits, unlistedFindings } = byUnit(report, context);
  const moreFindings = fill(inLanguage(DOC.moreFindings, context.language), { n: unlistedFindings });
  return [
    ...levelLines(report),
    ...(unlistedUnits === null ? [] : [unlistedUnits]),
    ...(unlistedFindings > 0 ? [moreFindings] : []),
  ];
}

/** One row for each finding, and one for each unit in which nothing was found, so that every unit shows its answer. */
function* rowsOf(report: Report, context: FormatContext): Generator<Cell[]> {
  const { language } = context;
  const { whole, units } = byUnit(report, context);
  const { submission, verdict } = report;
  const all = {
    name: inLanguage(DOC.whole, language),
    state: inLanguage(stateOf(submission.channel, verdict.answer), language),
  };
  const head = (unit: string, state: string): Cell[] => [submission.name, unit, state];
  for (const remark of remarks(report, context))
    yield [...head(all.name, all.state), '', remark, ...Array<string>(9).fill('')];
  for (const finding of whole)
    yield [...head(all.name, all.state), ...findingCells(finding, submission.channel, context)];
  for (const { id, state, answer, findings } of units) {
    for (const finding of findings) yield [...head(id, state), ...findingCells(finding, submission.channel, context)];
    if (findings.length > 0) continue;
    const none = findingCells(undefined, submission.channel, context);
    if (answer !== 'accept') none[1] = verdict.sentence; // the whole file is returned
    yield [...head(id, state), ...none];
  }
  if (whole.length === 0 && units.length === 0)
    yield [...head(all.name, all.state), ...findingCells(undefined, submission.channel, context)];
}

/**
 * `--format csv`: UTF-8 with BOM and CRLF, as Excel opens it. No cell is a formula, and no number of a case or institution
 * becomes a rounded one.
 */
export const csv: Formatter = (reports, context, write) => {
  const head = HEAD.map((words) => inLanguage(words, context.language));
  const rows = reports.flatMap((report) => [...rowsOf(report, context)]);
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === 'string' ? csvCell(cell) : cell)));
  write(stringify(cells, { bom: true, record_delimiter: 'windows', escape_formulas: true, quoted_string: true }));
};

import { html } from 'hono/html';
import type { ChannelId } from '../../channels/ids.ts';
import type { FormatContext } from '../formatter.ts';
import { levelLines } from '../pretty.ts';
import type { Language, Report, ReportFinding } from '../report-schema.ts';
import { channelName, fill, inLanguage, REASON, stateOf, unitsCounted, unitWord } from '../words.ts';
import { articles, type Html } from './html-findings.ts';
import { bracketed } from './place.ts';
import { severityOf } from './severity.ts';
import { byUnit, type UnitPart } from './units.ts';
import { DOC, SIGN } from './words.ts';

type Say = (key: keyof typeof DOC, args?: Readonly<Record<string, string | number>>) => string;
type IdOf = (finding: ReportFinding) => string;

/** So many things to do are told at the top. */
const SHOWN_THINGS = 8;
/** More units than this have their own part of the page only where something was found. */
const UNITS_TOLD = 20;

/** What keeps the package from being accepted, as things to do: each once, with its place or the number of places. */
function todos(report: Report, units: readonly UnitPart[], idOf: IdOf, language: Language, say: Say): Html | undefined {
  const deciding = report.findings.filter(({ outcome }) => severityOf(outcome) === 'error');
  const things = [...Map.groupBy(deciding, ({ todo }) => todo)];
  if (things.length === 0) return undefined;
  const names = new Map(units.length > 1 ? units.map(({ id, name }) => [id, name]) : []);
  const placeOf = (finding?: ReportFinding): string | undefined => names.get(finding?.unit ?? '');
  const item = ([todo, [first, ...others]]: (typeof things)[number]): Html => {
    const times = others.length > 0 ? say('times', { n: others.length + 1 }) : placeOf(first);
    const where = times !== undefined && bracketed(times, language);
    return html`<li><a href="#${first ? idOf(first) : ''}">${todo}</a>${where}</li>`;
  };
  const more = things.length - SHOWN_THINGS;
  return html`<section class="todo"><h3>${say('todoNow')}</h3>
<ol>${things.slice(0, SHOWN_THINGS).map(item)}</ol>
${more > 0 && html`<p>${say('moreHere', { n: more })}</p>`}</section>`;
}

function unitsTable(
  units: readonly UnitPart[],
  id: string,
  linked: (unit: UnitPart) => boolean,
  word: string,
  say: Say,
): Html {
  const numbers = new Map(units.map((unit, i) => [unit, i + 1]));
  const row = (unit: UnitPart): Html => {
    const { name, answer, state, findings } = unit;
    const label = linked(unit) ? html`<a href="#${id}-u${numbers.get(unit)}">${name}</a>` : name;
    return html`<tr><th scope="row">${label}</th>
<td class="${answer}"><span class="state">${SIGN[answer]} ${state}</span></td><td class="number">${findings.length}</td></tr>`;
  };
  const table = (some: readonly UnitPart[]): Html => html`<table>
<thead><tr><th scope="col">${word}</th><th scope="col">${say('answer')}</th><th scope="col">${say('count')}</th></tr></thead>
<tbody>${some.map(row)}</tbody></table>`;
  const told = units.filter(linked);
  const quiet = units.filter((unit) => !linked(unit));
  return html`<section><h3>${word}</h3>${told.length > 0 && table(told)}
${quiet.length > 0 && html`<details><summary>${say('quiet', { n: quiet.length })}</summary>${table(quiet)}</details>`}</section>`;
}

function unitSection(
  unit: UnitPart,
  id: string,
  idOf: IdOf,
  { channel, language }: { channel: ChannelId; language: Language },
  say: Say,
): Html {
  const { name, answer, state, findings } = unit;
  const nothing = html`<p class="nothing">${say('noneFound')}</p>`;
  return html`<section class="unit ${answer}" id="${id}">
<h3><span>${name}</span> <span class="state">${SIGN[answer]} ${state}</span></h3>
${findings.length > 0 ? [...articles(findings, idOf, channel, language)] : answer === 'accept' && nothing}</section>
`;
}

function notChecked({ notChecked: rows }: Report, { language, clause }: FormatContext, say: Say): Html | undefined {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return undefined;
  const row = ({ clause: id, reason, count }: (typeof rows)[number]): Html => {
    const found = clause(id);
    const says = found ? `${found.source} — ${inLanguage(found.says, language)}` : id;
    return html`<tr><td>${says}</td><td>${inLanguage(REASON[reason], language)}</td><td class="number">${count}</td></tr>`;
  };
  return html`<section><h3>${say('notChecked')}</h3><p>${say('notCheckedNote')}</p>
<details><summary>${say('details', { n: total })}</summary><table>
<thead><tr><th scope="col">${say('clause')}</th><th scope="col">${say('reason')}</th><th scope="col">${say('number')}</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></details></section>`;
}

function files({ submission }: Report, say: Say): Html {
  const { name, sha256, files: listed } = submission;
  const packed = listed.some(({ path }) => path.startsWith(`${name}!/`));
  const row = (path: string, size: number | '', hash: string | null): Html =>
    html`<tr><td>${path}</td><td class="number">${size}</td><td class="hash">${hash ?? say('noHash')}</td></tr>`;
  return html`<section><h3>${say('files')}</h3><details><summary>${say('detailsFiles', { n: listed.length })}</summary>
<table class="files"><thead><tr><th scope="col">${say('file')}</th><th scope="col">${say('size')}</th>
<th scope="col">${say('sha256')}</th></tr></thead>
<tbody>${packed && row(name, '', sha256)}${listed.map(({ path, size, sha256: hash }) => row(path, size, hash))}</tbody></table>
</details></section>`;
}

/** One submission as a part of the page. @param id its anchor; the anchors in it begin with it */
export function submissionHtml(report: Report, id: string, context: FormatContext): Html {
  const { language } = context;
  const { submission, verdict, ruleset, counts } = report;
  const say: Say = (key, args = {}) => fill(inLanguage(DOC[key], language), args);
  const numbers = new Map(report.findings.map((finding, i) => [finding, i + 1]));
  const idOf: IdOf = (finding) => `${id}-f${numbers.get(finding)}`;
  const { whole, units, unlistedUnits, unlistedFindings } = byUnit(report, context);
  const has = (unit: UnitPart): boolean => unit.findings.length > 0 || units.length <= UNITS_TOLD;
  const answer = units.length === 1 && units[0]?.answer === verdict.answer ? units[0].state : undefined;
  const about = [
    channelName(submission.channel, language),
    say('rules', { version: ruleset.version, asOf: ruleset.asOf }),
    say('counted', { files: counts.files, units: unitsCounted(submission.channel, verdict.units.total, language) }),
  ];
  return html`<article class="submission" id="${id}">
<header class="verdict ${verdict.answer}">
<p class="answer"><span aria-hidden="true">${SIGN[verdict.answer]}</span> ${answer ?? inLanguage(stateOf(submission.channel, verdict.answer), language)}</p>
<h2>${verdict.sentence}</h2>
<p class="about">${submission.name}<br>${about.join(' · ')}</p>
</header>
${levelLines(report).map((line) => html`<p class="level">${line}</p>`)}
${todos(report, units, idOf, language, say)}
${units.length > 1 && unitsTable(units, id, has, unitWord(submission.channel, language), say)}
${unlistedUnits !== null && html`<p>${unlistedUnits}</p>`}
${
  whole.length > 0 &&
  html`<section><h3>${say('whole')}</h3>
${[...articles(whole, idOf, submission.channel, language)]}</section>`
}
${units.map((unit, i) => has(unit) && unitSection(unit, `${id}-u${i + 1}`, idOf, { channel: submission.channel, language }, say))}
${unlistedFindings > 0 && html`<p>${say('moreFindings', { n: unlistedFindings })}</p>`}
${notChecked(report, context, say)}
${files(report, say)}
</article>
`;
}

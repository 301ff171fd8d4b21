import { createHash } from 'node:crypto';
import { html as markup, raw } from 'hono/html';
import { toolVersion } from '../../version.ts';
import type { Formatter } from '../formatter.ts';
import type { Language, Report } from '../report-schema.ts';
import { fill, inLanguage, stateOf } from '../words.ts';
import { cleaned } from './clean.ts';
import type { Html } from './html-findings.ts';
import { STYLE } from './html-style.ts';
import { submissionHtml } from './html-submission.ts';
import { worstFirst } from './units.ts';
import { DOC, SIGN } from './words.ts';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, nothing runs, nothing is sent; only our own style applies. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** 「✖ 退件 2 · ✔ 收件 198」: how many submissions have which answer, the worst first. */
function tally(reports: readonly Report[], language: Language): string {
  const state = ({ submission: { channel }, verdict: { answer } }: Report): string =>
    `${SIGN[answer]} ${inLanguage(stateOf(channel, answer), language)}`;
  const byState = Map.groupBy(worstFirst(reports), state);
  return [...byState].map(([words, { length }]) => `${words} ${length}`).join(' · ');
}

function contents(reports: readonly Report[], label: string, language: Language): Html {
  const items = reports.map(
    ({ submission, verdict: { answer, sentence } }, i) =>
      markup`<li class="${answer}"><a href="#s${i + 1}">${submission.name}</a> <span class="state">${SIGN[answer]}</span> ${sentence}</li>`,
  );
  return markup`<nav class="contents"><h2>${label}</h2><p class="all">${tally(reports, language)}</p><ol>${items}</ol></nav>`;
}

/**
 * `--format html`: one page that needs no network and runs no script, readable on a telephone and on A4. The answer comes
 * first, then what to do, units and findings, what was not checked, and the files with their hashes.
 */
export const html: Formatter = (given, context, write) => {
  const reports = given.map(cleaned);
  const { language } = context;
  const say = (key: keyof typeof DOC, args: Record<string, string> = {}): string =>
    fill(inLanguage(DOC[key], language), args);
  const [first, ...others] = reports;
  const title = first && others.length === 0 ? `${first.submission.name} — ${say('title')}` : say('title');
  const parts = reports.map((report, i) => submissionHtml(report, `s${i + 1}`, context));
  // the one raw text is our own style
  const page = markup`<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-Hant-TW'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<h1>${say('title')}</h1>
${first === undefined && markup`<p>${say('none')}</p>`}
${others.length > 0 && contents(reports, say('submissions'), language)}
${parts}</main>
<footer><p>${say('prediction')} ${say('tool', { version: toolVersion() })}</p></footer>
</body>
</html>
`;
  write(String(page));
};

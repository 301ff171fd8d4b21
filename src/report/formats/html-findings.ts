import { html } from 'hono/html';
import type { ChannelId } from '../../channels/ids.ts';
import type { Language, ReportFinding } from '../report-schema.ts';
import { fill, inLanguage } from '../words.ts';
import { bracketed } from './place.ts';
import { told } from './told.ts';
import { DOC, WHO, weightOf } from './words.ts';

/** A piece of the page; what stands in it is escaped. */
export type Html = ReturnType<typeof html>;

/** So many findings of one rule in one unit are open at once. */
const ALIKE = 3;

/** One finding: what is wrong, then its parts in the order of the terminal. */
function article(finding: ReportFinding, id: string, channel: ChannelId, language: Language): Html {
  const { sign, word } = weightOf(channel, finding.outcome, language);
  const who = fill(inLanguage(DOC.by, language), { who: inLanguage(WHO[finding.who], language) });
  const parts = told(finding, language).map(
    ({ key, label, text }) =>
      html`<dt>${label}</dt><dd class="${key}-part">${text}${key === 'todo' && html` <span class="who">${who}</span>`}</dd>`,
  );
  return html`<article class="finding ${finding.outcome}" id="${id}">
<h4><span class="weight">${sign} ${word}</span> ${finding.message}</h4>
<dl>${parts}</dl>
</article>
`;
}

/**
 * The findings of one unit; what one rule finds again and again is folded after the third.
 * @param idOf the anchor of a finding
 */
export function* articles(
  findings: readonly ReportFinding[],
  idOf: (finding: ReportFinding) => string,
  channel: ChannelId,
  language: Language,
): Generator<Html> {
  const alike = Map.groupBy(findings, ({ ruleId }) => ruleId);
  const counts = new Map<string, number>();
  const one = (finding: ReportFinding): Html => article(finding, idOf(finding), channel, language);
  for (const finding of findings) {
    const count = (counts.get(finding.ruleId) ?? 0) + 1;
    counts.set(finding.ruleId, count);
    if (count <= ALIKE) yield one(finding);
    if (count !== ALIKE + 1) continue;
    const rest = alike.get(finding.ruleId)?.slice(ALIKE) ?? [];
    const more = fill(inLanguage(DOC.moreAlike, language), { n: rest.length });
    yield html`<details><summary>${more + bracketed(finding.ruleId, language)}</summary>${rest.map(one)}</details>`;
  }
}

import { CHANNEL_IDS } from '../channels/ids.ts';
import type { Words } from '../engine/rule-schema.ts';
import { harmless } from '../report/harmless.ts';
import type { Language } from '../report/report-schema.ts';
import { inLanguage, STATE, stateOf } from '../report/words.ts';
import type { HandOver } from './hand-over-rows.ts';
import { shownTime } from './outcome-words.ts';
import { BUSINESS, PURPOSE_WORDS } from './purpose.ts';
import type { StoryKind, Told } from './story.ts';
import { taipeiTime } from './taipei-time.ts';
import { WAYS } from './ways.ts';
import { REFUSAL } from './words.ts';

const KIND: Readonly<Record<StoryKind, Words>> = {
  refused: { zh: '退回未交', en: 'refused' },
  fixed: { zh: '修正', en: 'fixed' },
  'handed-over': { zh: '已移交', en: 'handed over' },
};

/** Words for the notes that we write ourselves; others stand as they are. */
const NOTES: Readonly<Record<string, Words>> = {
  ...REFUSAL,
  earlier: { zh: '同名的檔案已經移交過', en: 'files of the same name were handed over before' },
  interrupted: {
    zh: '中斷了，什麼都沒有交出；可以再移交一次',
    en: 'interrupted; nothing was handed over, so it can be done again',
  },
};

/** What a hand-over that is not done means. */
function unfinished({ standing, host, target }: HandOver, seenAt: string): Words | null {
  const where = target === null ? '' : harmless(target);
  switch (standing) {
    case 'in-progress':
      return { zh: '正在移交', en: 'going on just now' };
    case 'gone':
      return {
        zh: '沒有完成，什麼都沒有交出；再執行一次 submit 就好',
        en: 'not finished; nothing was handed over. Run submit again',
      };
    case 'unsure':
      return {
        zh: `在電腦 ${harmless(host ?? '')} 開始，這裡看不到有沒有完成。請在那台電腦執行 history，並看資料夾 ${where} 和健保署「${seenAt}」`,
        en: `begun on ${harmless(host ?? '')}; whether it was finished cannot be seen from here. Look at ${where} and at history on that machine`,
      };
    default:
      return null;
  }
}

/** One event as an object of `history --format json`. */
export const asEntry = ({ row, at, handOver, ...event }: Told) => ({
  row,
  at: taipeiTime(new Date(at)),
  ...event,
  handOver: handOver && { ...handOver, at: taipeiTime(new Date(handOver.at)) },
});

function* eventLines(event: Told, language: Language): Generator<string> {
  const { kind, at, purpose, channel, answer, rules, note, handOver } = event;
  const say = (words: Words): string => inLanguage(words, language);
  const known = CHANNEL_IDS.find((id) => id === channel);
  const open = kind === 'handed-over' && handOver ? unfinished(handOver, WAYS[known ?? 'prior-auth'].seenAt) : null;
  const what = open ? { zh: '未完成', en: 'not finished' } : KIND[kind];
  const business = known && purpose ? BUSINESS[known][purpose] : null;
  const forWhat = purpose ? [say(PURPOSE_WORDS[purpose]) + (business ? ` ${business.code ?? business.name}` : '')] : [];
  const parts = [...forWhat, ...(answer ? [say(known ? stateOf(known, answer) : STATE[answer])] : [])].join(' · ');
  yield `  ${shownTime(at)}  ${say(what)}${parts === '' ? '' : `  ${parts}`}`;
  const more = (text: string): string => `      ${harmless(text)}`;
  const separator = language === 'en' ? ', ' : '、';
  if (rules.length > 0) yield more(rules.slice(0, 10).join(separator) + (rules.length > 10 ? '…' : ''));
  if (note !== null) yield more(Object.hasOwn(NOTES, note) ? say(NOTES[note] as Words) : note);
  if (open) yield more(say(open));
  if (handOver?.acceptedHold)
    yield more(`${say({ zh: '會停在等待仍送出的理由', en: 'handed over although held' })}：${handOver.acceptedHold}`);
  if (kind === 'handed-over' && !open && handOver?.target) yield more(`→ ${handOver.target}`);
}

/** The story of each package, in the order in which they first came up; within a package, in the order of events. */
export function* historyLines(story: readonly Told[], language: Language): Generator<string> {
  let first = true;
  for (const events of Map.groupBy(story, ({ name }) => name.toUpperCase()).values()) {
    if (!first) yield '';
    first = false;
    yield harmless(events[0]?.name ?? '');
    for (const event of events) yield* eventLines(event, language);
  }
}

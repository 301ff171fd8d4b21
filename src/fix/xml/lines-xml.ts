import type { Words } from '../../engine/rule-schema.ts';
import type { Language } from '../../report/report-schema.ts';
import { fill, inLanguage } from '../../report/words.ts';
import type { ShownPlace, ToldFix } from '../told.ts';
import type { XmlFix } from './repairs.ts';

/** What each repair of an XML does. */
export const IN_XML: Record<XmlFix, Words> = {
  'xml-big5': {
    zh: '改成 Big5（cp950），宣告寫 encoding="Big5"，沒有 BOM（文字不變）',
    en: 'now Big5 (cp950), declared as encoding="Big5", without BOM (the same text)',
  },
  'xml-letter-case': { zh: '{n} 個標籤改成小寫', en: '{n} tag(s) in lower case' },
  'xml-drop-empty': { zh: '拿掉 {n} 個沒有資料的標籤', en: '{n} empty tag(s) left out' },
  'xml-tag-order': { zh: '{n} 段的標籤依編號由小到大排', en: 'tags of {n} segment(s) in the order of their numbers' },
  'xml-full-width': { zh: '{n} 個欄位的 < > & \' " 改成全形', en: '< > & \' " of {n} field(s) in full width' },
  'xml-pad-date': { zh: '{n} 個日期補 0', en: '{n} date(s) with the zeros that they lacked' },
};

const SAY = {
  place: { zh: '    「{field}」{xpath}', en: '    {field} {xpath}' },
  date: { zh: '    「{field}」{xpath}：{from} → {to}', en: '    {field} {xpath}: {from} → {to}' },
  more: { zh: '    … 還有 {n} 處', en: '    … {n} more' },
  quotes: {
    zh: '    其中 {n} 個 " 改成 ”（U+201D）：健保署寫的全形 ＂（U+FF02）沒有 Big5 碼，不能用',
    en: '    {n} of them " that became ” (U+201D): ＂ (U+FF02), which NHI names, has no Big5 code',
  },
  foreign: { zh: '    第 {line} 行第 {column} 字：{sign}', en: '    line {line}, column {column}: {sign}' },
} satisfies Record<string, Words>;

const isPlace = (place: ShownPlace | string): place is ShownPlace => typeof place !== 'string';

/** The first places that a repair changes. */
export function* placeLines({ places = [], count = 0, quotes = 0 }: ToldFix, language: Language): Generator<string> {
  const say = (key: keyof typeof SAY, args: Record<string, string | number | null>): string =>
    fill(inLanguage(SAY[key], language), args);
  const shown = places.filter(isPlace);
  for (const { field, xpath, from, to } of shown)
    yield from === null || to === null ? say('place', { field, xpath }) : say('date', { field, xpath, from, to });
  if (shown.length > 0 && count > shown.length) yield say('more', { n: count - shown.length });
  if (quotes > 0) yield say('quotes', { n: quotes });
}

/** The first characters that Big5 does not have. */
export function* skippedPlaces(places: readonly string[], language: Language): Generator<string> {
  for (const place of places) {
    const [, line, column, sign] = /^(\d+):(\d+) (.*)$/s.exec(place) ?? [];
    if (line && column && sign) yield fill(inLanguage(SAY.foreign, language), { line, column, sign });
    else yield `    ${place}`;
  }
}

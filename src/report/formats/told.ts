import type { Language, ReportFinding } from '../report-schema.ts';
import { fill, inLanguage, LABEL } from '../words.ts';
import { bracketed, lineOf, type Place, where } from './place.ts';

/** One of the parts of a finding after the message: 在哪裡, 另見, 健保署, 怎麼辦, 依據. */
export interface Part {
  readonly key: 'where' | 'also' | 'nhi' | 'todo' | 'source';
  readonly label: string;
  readonly text: string;
}

/** So many other places are told; all of them are in json and sarif. */
const ALSO = 3;

/** The safe fix that is on offer, unless it would look the same; of a cell without its values, which may be masked. */
function offer({ fix, locations }: ReportFinding, language: Language): string {
  if (fix?.safe && locations[0]?.cell !== undefined) return bracketed(inLanguage(LABEL.fixCell, language), language);
  if (!fix?.safe || !fix.from || !fix.to || fix.from.normalize('NFC') === fix.to.normalize('NFC')) return '';
  return bracketed(fill(inLanguage(LABEL.fixSafe, language), { from: fix.from, to: fix.to }), language);
}

/** The other places that say more than the first: another file, or a line. */
export const elsewhere = ({ locations: [first, ...others] }: ReportFinding): Place[] =>
  others.filter((place) => place.file !== first?.file || lineOf(place) !== undefined);

/** What is told of a finding beside its message, in the order of the terminal. */
export function told(finding: ReportFinding, language: Language): Part[] {
  const part = (key: Part['key'], text: string): Part => ({ key, label: inLanguage(LABEL[key], language), text });
  const [first] = finding.locations;
  return [
    ...(first ? [part('where', where(first, language))] : []),
    ...elsewhere(finding)
      .slice(0, ALSO)
      .map((place) => part('also', where(place, language))),
    part('nhi', finding.nhi),
    part('todo', finding.todo + offer(finding, language)),
    part('source', `${finding.source} · ${finding.ruleId}`),
  ];
}

/** The same as lines of text, the message first. */
export const toldLines = (finding: ReportFinding, language: Language): string[] => [
  finding.message,
  ...told(finding, language).map(({ label, text }) => `${label}${language === 'en' ? ': ' : '：'}${text}`),
];

import { optional } from '../../readers/optional.ts';
import type { XmlFacts } from '../../readers/xml/types.ts';
import { limitRecord } from '../limit.ts';
import type { CheckRecord, Location } from '../record.ts';
import type { DocumentData } from './document-record-type.ts';
import { encodingTold } from './encodings.ts';
import { type Labels, shownTag, shownXPath } from './field-labels.ts';

/** What the channel knows of the file beside the facts of its reader. */
export interface DocumentKnown {
  /** Of the XML, as shown. */
  readonly path: string;
  /** Tag of the root of the format. */
  readonly root: string;
  readonly monthly: boolean;
  readonly labels: Labels;
}

function rootOf({ root: found }: XmlFacts, wanted: string): DocumentData['root'] {
  if (found === undefined) return undefined;
  if (found === wanted) return 'patient';
  return found.toLowerCase() === wanted ? 'letter-case' : 'other';
}

/** What may be shown of a declared encoding. */
const shownEncoding = (declared: string): string => (/^[A-Za-z][\w.-]{0,19}$/.test(declared) ? declared : '?');

const OUTSIDE = { zh: '最外層', en: 'the outermost level' };

/** References that are no more than that: `&sup2;`, not an id behind a `&`. */
const REFERENCE = /^&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{1,8}\d{0,2});$/;

/** A character that comes as its code in hex; a reference where it is a short one. */
function shownSign(sign: string): string {
  if (sign.startsWith('&')) return REFERENCE.test(sign) ? sign : '&';
  return `U+${sign.padStart(4, '0')}`;
}

/** Where and why it is not well-formed, as it is told. */
function breakTold({ broken, stopped }: XmlFacts, labels: Labels): Partial<DocumentData> {
  if (!broken) return stopped ? {} : { broken: 'no' };
  const { why, tag, sign } = broken;
  const within = tag === undefined ? OUTSIDE : labels.shown(tag);
  return {
    broken: why,
    within: within.zh,
    withinEn: within.en,
    ...optional('sign', sign === undefined ? undefined : shownSign(sign)),
  };
}

/** The record of the XML as a whole, and that of a limit of ours that ended its reading. */
export function documentRecords(facts: XmlFacts, { path, root, monthly, labels }: DocumentKnown): CheckRecord[] {
  const { broken, stopped, declaration, declared, records } = facts;
  const data: DocumentData = {
    ...encodingTold(facts),
    declaration,
    ...optional('declared', declared === undefined ? undefined : shownEncoding(declared)),
    ...breakTold(facts, labels),
    ...optional('root', rootOf(facts, root)),
    ...optional('rootTag', facts.root === undefined ? undefined : shownTag(facts.root)),
    ...optional('records', broken || stopped ? undefined : records),
    ...optional('format', records === 0 ? undefined : monthly ? ('monthly' as const) : ('daily' as const)),
  };
  const placeOf = ({ xpath, line, column }: Omit<Location, 'file'>): Location => ({
    file: path,
    ...optional('xpath', xpath === undefined ? undefined : shownXPath(xpath)),
    ...optional('line', line),
    ...optional('column', column),
  });
  const locate = (pointer: string): Location => (broken && pointer === '/broken' ? placeOf(broken) : { file: path });
  const document: CheckRecord = { type: 'lab-result.document', unit: null, data, locate };
  if (!stopped) return [document];
  const { limit, most } = stopped;
  return [limitRecord(null, placeOf(stopped), { limit, ...optional('most', most) }), document];
}

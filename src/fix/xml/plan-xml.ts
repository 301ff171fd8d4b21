import type { Finding } from '../../engine/run.ts';
import type { Source } from '../../intake/source.ts';
import type { XmlFormat } from '../../readers/xml/format.ts';
import { readXml } from '../../readers/xml/read-xml.ts';
import type { XmlFacts } from '../../readers/xml/types.ts';
import type { CsvPlan } from '../csv/plan-csv.ts';
import type { Edit, Skipped, ToldPlace, Why } from '../edit.ts';
import type { Part } from '../package.ts';
import { foreignIn, isOther } from './encoding.ts';
import type { TextEncoding } from './full-width.ts';
import { XML_FIXES, type XmlChange, type XmlFix } from './repairs.ts';
import { repairedText, type XmlRewriting } from './rewrite.ts';

/** The XML of a package, and what its repairs have to know. */
export interface XmlPart {
  readonly part: Part;
  readonly format: XmlFormat;
  /** yyyy-MM-dd. */
  readonly asOf: string;
  /** See `XmlRepairs`. */
  isCoded(order: string, number: string, tag: string): boolean;
}

const ALL: ReadonlySet<string> = new Set(XML_FIXES);
const fixOf = ({ rule }: Finding): string => rule.fix?.id ?? '';

/** Places that are told one by one for each kind of change. */
const PLACES = 20;

async function factsOf({ part, format }: XmlPart): Promise<XmlFacts> {
  const source: Source = {
    path: part.shown,
    size: 0,
    open: () => part.bytes(),
    read: () => Promise.reject(new Error('read as a stream')),
  };
  const reading = readXml(source, format);
  for await (const some of reading.records()) void some;
  return reading.facts();
}

/** How the records can be gone through byte by byte; null where they cannot. */
function textEncoding({ encoding, declared }: XmlFacts): TextEncoding | null {
  if (encoding === 'big5' || encoding === 'utf-8') return encoding;
  if (encoding !== 'ascii') return null;
  return /^utf-?8$/i.test(declared ?? '') ? 'utf-8' : 'big5';
}

/** How its records can be gone through byte by byte; null where they cannot. */
export const textEncodingOf = async (xml: XmlPart): Promise<TextEncoding | null> => textEncoding(await factsOf(xml));

const lastStep = (xpath: string | undefined): string => (xpath ?? '').replace(/^.*\//s, '').replace(/\[\d+\]$/, '');

/** Which finding a change answers: the first on its tag with this fix, else the first with this fix. */
function answersOf(findings: readonly Finding[]): (fix: XmlFix, tag: string) => Finding | undefined {
  const first = new Map<string, Finding>();
  for (const finding of findings)
    for (const key of [fixOf(finding), ...finding.locations.map(({ xpath }) => `${fixOf(finding)} ${lastStep(xpath)}`)])
      if (!first.has(key)) first.set(key, finding);
  return (fix, tag) => first.get(`${fix} ${tag}`) ?? first.get(fix);
}

/** One for each rule. */
function skippedOf(findings: readonly Finding[], why: Why, places?: readonly string[]): Skipped[] {
  const byRule = new Map(findings.toReversed().map((finding) => [finding.rule.id, finding]));
  return [...byRule.values()].map((finding) => ({ finding, why, ...(places ? { places } : {}) }));
}

type Answer = { readonly edit: Edit } | { readonly skipped: readonly Skipped[] };

/** What becomes of the encoding. */
async function planEncoding(
  { part }: XmlPart,
  facts: XmlFacts,
  want: XmlRewriting,
  findings: readonly Finding[],
): Promise<Answer> {
  const { encoding } = facts;
  const [finding] = findings;
  if (!finding || encoding === 'unclear') return { skipped: skippedOf(findings, 'not-certain') };
  const foreign = isOther(encoding) ? await foreignIn(part.bytes(), encoding) : { first: [], count: 0 };
  if (foreign === null) return { skipped: skippedOf(findings, 'not-certain') };
  if (foreign.count === 0)
    return { edit: { kind: 'xml', part, fix: 'xml-big5', places: [], count: 1, quotes: 0, want, finding } };
  const places = foreign.first.map(({ sign, line, column }) => {
    const code = sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `${line}:${column} ${sign} (U+${code})`;
  });
  if (foreign.count > places.length) places.push(`… +${foreign.count - places.length}`);
  return { skipped: skippedOf(findings, 'not-in-big5', places) };
}

/** A change as it is told. */
const toldPlace = ({ tag, xpath, from, to }: XmlChange, { segments }: XmlFormat): ToldPlace => {
  const name = segments[tag]?.name ?? Object.values(segments).find(({ fields }) => fields[tag])?.fields[tag]?.name;
  const dates = from === undefined || to === undefined ? {} : { from, to };
  return { tag, name: name?.zh ?? '', xpath, ...dates };
};

/** What becomes of the records. */
async function planRecords(xml: XmlPart, want: XmlRewriting, findings: readonly Finding[]): Promise<CsvPlan> {
  const { part, format } = xml;
  const answer = answersOf(findings);
  const found = new Map<
    string,
    { fix: XmlFix; finding: Finding; places: ToldPlace[]; count: number; quotes: number }
  >();
  const left = new Map<string, Finding>();
  const changed = (change: XmlChange): void => {
    const { fix, tag } = change;
    const finding = answer(fix, tag);
    if (!finding) return;
    const key = `${fix} ${finding.rule.id}`;
    const known = found.get(key) ?? { fix, finding, places: [], count: 0, quotes: 0 };
    found.set(key, known);
    known.count++;
    known.quotes += change.quotes ?? 0;
    if (known.places.length < PLACES) known.places.push(toldPlace(change, format));
  };
  const on = {
    changed,
    left(fix: XmlFix, tag: string): void {
      const finding = answer(fix, tag);
      if (finding) left.set(finding.rule.id, finding);
    },
  };
  const onRoot = (): void => changed({ fix: 'xml-letter-case', tag: format.root, xpath: `/${format.root}` });
  for await (const text of repairedText(part.bytes(), want, { on, onRoot })) void text;
  const done = new Set([...found.values()].map(({ finding }) => finding.rule.id));
  const undone = findings.filter(({ rule }) => !done.has(rule.id) && !left.has(rule.id));
  return {
    edits: [...found.values()].map((each) => ({ kind: 'xml', part, want, ...each })),
    skipped: skippedOf([...left.values(), ...undone], 'not-certain'),
    handled: new Set(findings),
  };
}

/**
 * Plans the repairs of an XML: those that findings name, in every record that needs them, whether or not its own finding
 * was kept. A document that is not Big5 becomes that before anything else. Reads the document at most three times;
 * writes nothing.
 */
export async function planXml(xml: XmlPart, findings: readonly Finding[]): Promise<CsvPlan> {
  const onText = findings.filter((finding) => ALL.has(fixOf(finding)));
  const handled = new Set(onText);
  if (onText.length === 0) return { edits: [], skipped: [], handled };
  const facts = await factsOf(xml);
  const nothing = { edits: [], skipped: skippedOf(onText, 'not-certain'), handled };
  if (facts.broken || facts.stopped) return nothing;
  const encoding = textEncoding(facts);
  const { format, isCoded } = xml;
  const lastYear = Number(xml.asOf.slice(0, 4)) - 1911 + 1;
  const fixes = new Set(onText.map(fixOf) as XmlFix[]);
  const want: XmlRewriting = { fixes, format, isCoded, lastYear, encoding: encoding ?? 'big5', from: facts.encoding };
  const [onEncoding, onRecords] = [true, false].map((is) =>
    onText.filter((finding) => (fixOf(finding) === 'xml-big5') === is),
  ) as [Finding[], Finding[]];
  const first = onEncoding.length > 0 ? await planEncoding(xml, facts, want, onEncoding) : { skipped: [] };
  if ('edit' in first) return { edits: [first.edit], skipped: [], handled }; // the others come in the next round
  if (onRecords.length === 0) return { edits: [], skipped: first.skipped, handled };
  if (encoding === null) return nothing;
  const rest = await planRecords(
    xml,
    { ...want, fixes: new Set([...fixes].filter((fix) => fix !== 'xml-big5')) },
    onRecords,
  );
  return { edits: rest.edits, skipped: [...first.skipped, ...rest.skipped], handled };
}

/** What the edits of a plan do together: what `rewrittenXml` is to do. */
export function xmlRepairsOf(edits: readonly Edit[]): XmlRewriting {
  const own = edits.filter((edit) => edit.kind === 'xml');
  const want = own[0]?.want;
  if (!want) throw new Error('no repair of an XML');
  return { ...want, fixes: new Set(own.map(({ fix }) => fix)) };
}

import { optional } from '../../readers/optional.ts';
import type { XmlFault, XmlFaultKind } from '../../readers/xml/types.ts';
import type { Context } from '../channel.ts';
import { type CheckRecord, type Location, MOST_PLACES, type Unit } from '../record.ts';
import { labelsOf, shownTag, shownXPath } from './field-labels.ts';
import type { FieldData } from './field-record-type.ts';
import { replacementsOf } from './replacements.ts';

/** Those that each stand for themselves; others are told once for a tag (or a sign) of an hdata, with their places. */
const ONE_BY_ONE: ReadonlySet<XmlFaultKind> = new Set(['length', 'undecodable', 'repeated']);
/** Those that say another thing of what stands beside the hdatas. */
const OF_TAGS: ReadonlySet<XmlFaultKind> = new Set(['unknown', 'misplaced', 'repeated', 'order']);
/** Tags in other letters: how many of them are named. */
const NAMED = 5;

const keyOf = ({ kind, tag, sign = '', line, column }: XmlFault): string => {
  if (kind === 'letter-case') return kind;
  if (kind === 'not-in-big5' || kind === 'beyond-big5') return `${kind} ${sign}`;
  return ONE_BY_ONE.has(kind) ? `${kind} ${line} ${column}` : `${kind} ${tag}`;
};

/** 結案資料, and what it has to have by 表八 註2; order and upload time go without saying. */
const CLOSING = 'Y00010';
const OF_CLOSING: ReadonlySet<string> = new Set(['h1', 'h2', 'h9', 'h10', 'h15', 'h16', 'h20', 'r1']);

/** The hdata in which something was found, and its order (h15). */
interface Of {
  readonly unit: Unit | null;
  readonly order: string | undefined;
}

/** Makes records of what the reader found in an hdata, or around them. @param order h15 of the hdata */
export type FieldReading = (faults: readonly XmlFault[], unit: Unit | null, order?: string) => CheckRecord[];

/** Reads what the reader found. @param path of the XML */
export function fieldReading(path: string, cx: Pick<Context, 'codes' | 'format'>): FieldReading {
  const format = cx.format('lab-result');
  const labels = labelsOf(format);
  const replaced = replacementsOf(cx.codes('lab-result-replacements'));
  const exact = new Set(
    Object.values(format.segments).flatMap(({ fields }) => Object.keys(fields).filter((tag) => fields[tag]?.exact)),
  );

  const kindOf = ({ kind }: XmlFault, field: string | undefined, { unit, order }: Of): FieldData['fault'] => {
    if (kind === 'missing' && order === CLOSING && !OF_CLOSING.has(field ?? '')) return 'missing-closing';
    if (unit === null && OF_TAGS.has(kind)) return 'outside';
    return kind === 'unknown' && field !== undefined ? 'near' : kind;
  };

  function dataOf(first: XmlFault, all: readonly XmlFault[], of: Of): FieldData {
    const { kind, tag, found, most, sign } = first;
    const field = first.field ?? (labels.of(tag) ? tag : labels.meant(tag));
    const shown = shownTag(tag);
    const label = labels.shown(field ?? tag);
    const tags =
      kind === 'letter-case'
        ? [...new Map(all.map((fault) => [fault.tag, fault.field ?? fault.tag.toLowerCase()]))]
        : [];
    const listed = tags
      .slice(0, NAMED)
      .map(([written, meant]) => labels.written(written, meant) ?? labels.shown(written));
    return {
      fault: kindOf(first, field, of),
      label: label.zh,
      labelEn: label.en,
      times: all.length === 1 ? '' : `（${all.length} 處）`,
      timesEn: all.length === 1 ? '' : ` (${all.length} places)`,
      ...optional('tag', shown),
      ...optional('field', field),
      ...optional('tags', tags.length || undefined),
      ...optional('list', listed.map(({ zh }) => zh).join('、') || undefined),
      ...optional('listEn', listed.map(({ en }) => en).join(', ') || undefined),
      ...optional('found', found),
      ...optional('most', most),
      ...optional('exact', kind === 'length' && exact.has(field ?? tag) ? true : undefined),
      ...(sign === undefined ? {} : replaced(kind, sign)),
    };
  }

  return (faults, unit, order) => {
    if (faults.length === 0) return [];
    const groups = Map.groupBy(faults, keyOf);
    return [...groups.values()].flatMap((all): CheckRecord[] => {
      const [first] = all;
      if (!first) return [];
      const places = all.slice(0, MOST_PLACES).map(({ xpath, line, column }): Location => {
        return { file: path, xpath: shownXPath(xpath), line, column };
      });
      const locate = (): Location => places[0] ?? { file: path };
      return [
        { type: 'lab-result.field', unit, data: dataOf(first, all, { unit, order }), locate, places: { all: places } },
      ];
    });
  };
}

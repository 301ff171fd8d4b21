import { placeIn } from './cursor.ts';
import { type Draft, draftPath, timesMet } from './draft.ts';
import { addFault, type FaultList, faultList, inOrder, shortTag } from './faults.ts';
import { codePoints, fitsLength, isNumber, KEPT, kept } from './judge.ts';
import { segmentOf } from './segment.ts';
import { addSpot, isFull, newSpots } from './spots.ts';
import type { Entry, FieldEntry, FormatTable, InnerEntry, SegmentTable } from './table.ts';
import type { XmlFault, XmlFaultKind, XmlPlace, XmlRecord } from './types.ts';

const SOLID = /[^ \t\r\n]/;

/** What an open element is to the format. */
type Frame =
  | { readonly kind: 'root'; readonly name: string }
  | { readonly kind: 'segment'; readonly name: string; readonly draft: Draft }
  | FieldFrame
  /** Everything in an element that is not read. */
  | { readonly kind: 'skipped'; readonly name: string; readonly xpath: string };

interface FieldFrame {
  readonly kind: 'field';
  readonly name: string;
  readonly draft: Draft;
  readonly entry: FieldEntry;
  /** `/patient/hdata[3]/h9`, or `…/h9[2]`. */
  readonly xpath: () => string;
  readonly line: number;
  readonly column: number;
  value: string;
  /** Of the whole text: UTF-16 code units, and code points. */
  units: number;
  points: number;
  nested: boolean;
}

/** Makes records of elements and text, and holds them against the field table. */
export interface Builder {
  /** An element begins. @param name as written @param line and column: of its `<`, 1-based */
  open(name: string, attributes: boolean, line: number, column: number): void;
  /** Text with references resolved, and as it stands; of one text there may be several pieces. */
  text(value: string, raw: string, line: number, column: number): void;
  /** The innermost element ends. */
  close(): void;
  /** The innermost element, where it is a segment of the format or the root. */
  top(): Draft | 'root' | undefined;
  /** The same as `open` of a segment with nothing odd about it, in its order. @param outer undefined for a record */
  enter(entry: InnerEntry, outer: Draft | undefined, line: number, column: number): Draft;
  /** The same as `open`, `text` and `close` of a field with nothing odd about its tag, in its order, and a value that is not blank. */
  field(draft: Draft, entry: FieldEntry, value: string, line: number, column: number): void;
  /** Something odd in the characters, in the innermost element. */
  odd(kind: XmlFaultKind, sign: string, line: number, column: number): void;
  /** The XPath of the innermost element; `/` outside of all. */
  xpath(): string;
  /** The records that ended since this was asked last. */
  take(): XmlRecord[];
  /** How many records began. */
  begun(): number;
  /** Root as written. */
  root(): string | undefined;
  /** What was found outside of records. */
  faults(): readonly XmlFault[];
}

/** Begins a document of the format. */
export function building(format: FormatTable): Builder {
  const rootPath = `/${format.root}`;
  const stack: Frame[] = [];
  const outside = faultList();
  let faults: FaultList = outside;
  let done: XmlRecord[] = [];
  let begun = 0;
  let root: string | undefined;
  let rootTextTold = false;
  let spots = newSpots();

  /** Whether text was told that stands where the next text stands, too. */
  const wasTold = (frame: Frame): boolean => (frame.kind === 'segment' ? frame.draft.textTold : rootTextTold);
  const told = (frame: Frame, textTold: boolean): void => {
    if (frame.kind === 'segment') frame.draft.textTold = textTold;
    else rootTextTold = textTold;
  };

  const pathOf = (frame: Frame | undefined): string => {
    if (!frame) return '/';
    if (frame.kind === 'root') return rootPath;
    if (frame.kind === 'segment') return draftPath(frame.draft);
    return frame.kind === 'field' ? frame.xpath() : frame.xpath;
  };

  const skip = (name: string, xpath: string): void => {
    stack.push({ kind: 'skipped', name, xpath });
  };

  const openSegment = (
    name: string,
    entry: InnerEntry,
    outer: Draft | undefined,
    line: number,
    column: number,
  ): Draft => {
    let index: number;
    if (outer) {
      const inner = entry.rank - outer.table.fields.length;
      index = (outer.counts[inner] ?? 0) + 1;
      outer.counts[inner] = index;
    } else {
      index = ++begun;
      faults = faultList();
      if (isFull(spots)) spots = newSpots();
    }
    const draft: Draft = {
      table: entry.segment,
      index,
      above: outer ?? rootPath,
      line,
      column,
      values: new Array<string | undefined>(entry.segment.fields.length),
      segments: [],
      counts: [],
      spots,
      from: spots.used,
      rank: -1,
      textTold: false,
    };
    stack.push({ kind: 'segment', name, draft });
    return draft;
  };

  const openField = (name: string, entry: FieldEntry, draft: Draft, line: number, column: number): void => {
    const times = entry.rank > draft.rank ? 0 : timesMet(draft, entry);
    const xpath = (): string => `${draftPath(draft)}/${entry.tag}${times > 0 ? `[${times + 1}]` : ''}`;
    if (times > 0) addFault(faults, 'repeated', name, () => ({ xpath: xpath(), line, column }), { field: entry.tag });
    addSpot(spots, entry.id, line, column);
    stack.push({
      kind: 'field',
      name,
      draft,
      entry,
      xpath,
      line,
      column,
      value: '',
      units: 0,
      points: 0,
      nested: false,
    });
  };

  const inOrderOf = (draft: Draft | undefined, entry: Entry, name: string, line: number, column: number): void => {
    if (!draft) return;
    if (entry.rank >= draft.rank) draft.rank = entry.rank;
    else if (entry.kind === 'segment' || timesMet(draft, entry) === 0)
      addFault(faults, 'order', name, () => ({ xpath: `${draftPath(draft)}/${entry.tag}`, line, column }), {
        field: entry.tag,
      });
  };

  const openIn = (
    above: Frame & { kind: 'root' | 'segment' },
    name: string,
    attributes: boolean,
    line: number,
    column: number,
  ): void => {
    const table: SegmentTable = above.kind === 'root' ? format.top : above.draft.table;
    const draft = above.kind === 'segment' ? above.draft : undefined;
    told(above, false);
    const exact = table.byTag.get(name);
    const entry = exact ?? table.byLower.get(name.toLowerCase());
    if (!entry) {
      const elsewhere = format.tags.get(name.toLowerCase());
      const xpath = `${pathOf(above)}/${shortTag(name)}`;
      const place = () => ({ xpath, line, column });
      if (elsewhere === undefined) addFault(faults, 'unknown', name, place);
      else addFault(faults, 'misplaced', name, place, { field: elsewhere });
      skip(name, xpath);
      return;
    }
    if (entry.kind === 'segment') openSegment(name, entry, draft, line, column);
    const place = () => ({ xpath: pathOf(stack.at(-1)), line, column });
    inOrderOf(draft, entry, name, line, column);
    if (entry.kind === 'field' && draft) openField(name, entry, draft, line, column);
    if (!exact) addFault(faults, 'letter-case', name, place, { field: entry.tag });
    if (attributes) addFault(faults, 'attributes', name, place, { field: entry.tag });
  };

  const judge = (
    { tag, field }: FieldEntry,
    name: string,
    value: string,
    points: number,
    place: () => XmlPlace,
  ): void => {
    if (!fitsLength(field, points))
      addFault(faults, 'length', name, place, { field: tag, found: points, most: field.length });
    if (field.type === '9' && !isNumber(value)) addFault(faults, 'not-number', name, place, { field: tag });
  };

  const closeField = (frame: FieldFrame): void => {
    const { name, draft, entry, xpath, line, column, value, points, nested } = frame;
    const place = (): XmlPlace => ({ xpath: xpath(), line, column });
    if (value.trim() === '') {
      if (!nested && entry.field.need !== 'must') addFault(faults, 'empty', name, place, { field: entry.tag });
    } else if (draft.values[entry.rank] === undefined) {
      draft.values[entry.rank] = value;
      judge(entry, name, value, points, place);
    }
  };

  const closeSegment = (draft: Draft): void => {
    const { table, values, counts, above } = draft;
    for (const { tag, rank } of table.must)
      if (values[rank] === undefined)
        addFault(faults, 'missing', tag, () => segmentOf(draft).place(tag), { field: tag });
    for (let i = 0; i < table.inner.length; i++) {
      const tag = table.inner[i]?.tag ?? '';
      if (!counts[i]) addFault(faults, 'no-segment', tag, () => segmentOf(draft).place(), { field: tag });
    }
    if (typeof above === 'string') {
      done.push(segmentOf(draft, inOrder(faults)));
      faults = outside;
    } else above.segments.push(segmentOf(draft));
  };

  return {
    open(name, attributes, line, column) {
      const above = stack.at(-1);
      if (!above) {
        root = name;
        stack.push({ kind: 'root', name });
        if (attributes) addFault(outside, 'attributes', name, () => ({ xpath: rootPath, line, column }));
      } else if (above.kind === 'root' || above.kind === 'segment') openIn(above, name, attributes, line, column);
      else {
        const xpath = above.kind === 'skipped' ? above.xpath : `${above.xpath()}/${shortTag(name)}`;
        if (above.kind === 'field') {
          above.nested = true;
          addFault(faults, 'nested', name, () => ({ xpath, line, column }), { field: above.entry.tag });
        }
        skip(name, xpath);
      }
    },
    text(value, raw, line, column) {
      const frame = stack.at(-1);
      if (!frame || frame.kind === 'skipped') return;
      if (frame.kind === 'field') {
        frame.points += codePoints(value);
        if (frame.units < KEPT) frame.value = kept(frame.value + value);
        frame.units += value.length;
        return;
      }
      if (!SOLID.test(value) || wasTold(frame)) return;
      told(frame, true);
      const place = { xpath: pathOf(frame), ...placeIn(raw, raw.search(SOLID), line, column) };
      const tag = frame.kind === 'segment' ? { field: frame.draft.table.tag } : {};
      addFault(faults, 'text', frame.name, () => place, tag);
    },
    close() {
      const frame = stack.pop();
      if (frame?.kind === 'field') closeField(frame);
      else if (frame?.kind === 'segment') closeSegment(frame.draft);
    },
    top() {
      const frame = stack.at(-1);
      if (frame?.kind === 'root') return 'root';
      return frame?.kind === 'segment' ? frame.draft : undefined;
    },
    enter(entry, outer, line, column) {
      if (outer) {
        outer.rank = entry.rank;
        outer.textTold = false;
      } else rootTextTold = false;
      return openSegment(entry.tag, entry, outer, line, column);
    },
    field(draft, entry, value, line, column) {
      const { tag, field, rank, id } = entry;
      draft.rank = rank;
      draft.textTold = false;
      addSpot(spots, id, line, column);
      draft.values[rank] = value;
      if (field.type === 'X' && !field.exact && value.length <= field.length) return;
      judge(entry, tag, value, codePoints(value), () => ({ xpath: `${draftPath(draft)}/${tag}`, line, column }));
    },
    odd(kind, sign, line, column) {
      const frame = stack.at(-1);
      const field = frame?.kind === 'field' ? { field: frame.entry.tag } : {};
      addFault(faults, kind, frame?.name ?? '', () => ({ xpath: pathOf(frame), line, column }), { ...field, sign });
    },
    xpath: () => pathOf(stack.at(-1)),
    take() {
      const taken = done;
      done = [];
      return taken;
    },
    begun: () => begun,
    root: () => root,
    faults: () => inOrder(outside),
  };
}

import type { CheckRecord } from '../record.ts';
import { BATCH, type KeptRows, WORD, type Word } from './joins-kept.ts';
import type { Look } from './joins-look.ts';
import { COLUMNS } from './row-record-type.ts';
import { cellOf, rowUnit } from './units.ts';

/** What one visit is told apart by: who saw whom, at which reading of the card. */
export const VISIT = ['institution', 'cardTime', 'visitType', 'visitSerial', 'patientId'] as const;
/** What two rows have in common that are the same. */
const SAME = COLUMNS.slice(0, 12);

/** Serials up to this one have a bit of their own; the next two bits: there are higher ones, one occurs twice. */
const HIGHEST = 30;
const HIGHER = 1 << HIGHEST;
const TWICE = 1 << (HIGHEST + 1);

/** The serials of a visit with one more. */
export function withSerial(serials: number, serial: number): number {
  if (serial > HIGHEST) return (serials | HIGHER) >>> 0;
  const bit = 1 << (serial - 1);
  return (serials | bit | ((serials & bit) !== 0 ? TWICE : 0)) >>> 0;
}

/** Whether a visit has each serial from 1 on, once. */
const inOrder = (serials: number): boolean => (serials & (serials + 1)) === 0 && serials < HIGHER;

/** The rows of the visits that deserve a look, by visit, serial, hash and number. */
function suspects(kept: KeptRows): Uint32Array {
  const suspect = (number: number): boolean => {
    const visit = kept.get(number, WORD.visit) - 1;
    return visit >= 0 && !inOrder(kept.get(visit, WORD.serials));
  };
  let count = 0;
  for (let number = 0; number < kept.size; number++) if (suspect(number)) count++;
  const rows = new Uint32Array(count);
  for (let number = 0, at = 0; number < kept.size; number++) if (suspect(number)) rows[at++] = number;
  const by = (one: number, other: number, word: Word): number => kept.get(one, word) - kept.get(other, word);
  return rows.sort((a, b) => by(a, b, WORD.visit) || by(a, b, WORD.serial) || by(a, b, WORD.hash) || a - b);
}

/** Ranges of neighbours that have a word in common. */
function* runs(kept: KeptRows, rows: Uint32Array, word: Word): Generator<Uint32Array> {
  for (let from = 0, to = 1; from < rows.length; from = to++) {
    const value = kept.get(rows[from] ?? 0, word);
    while (to < rows.length && kept.get(rows[to] ?? 0, word) === value) to++;
    yield rows.subarray(from, to);
  }
}

/** Rows that differ although they have one hash: there are hardly ever two. */
const MOST_TWINS = 16;

async function* duplicatesIn(csv: string, kept: KeptRows, rows: Uint32Array, look: Look): AsyncGenerator<CheckRecord> {
  const firsts: number[] = [];
  next: for (const number of rows) {
    const own = await look(number);
    for (const first of firsts) {
      const other = await look(first);
      if (SAME.some((column) => own(column) !== other(column))) continue;
      const [line, firstLine] = [kept.get(number, WORD.line), kept.get(first, WORD.line)];
      yield {
        type: 'medical-image.duplicate',
        unit: rowUnit(csv, line, number),
        data: { repeats: true, first: firstLine },
        locate: () => ({ file: csv, row: line }),
        places: { first: [{ file: csv, row: firstLine }] },
      };
      continue next;
    }
    if (firsts.length < MOST_TWINS) firsts.push(number);
  }
}

/** Two neighbours in the serials of a visit. */
interface Step {
  readonly number: number;
  readonly serial: number;
  readonly before: { readonly number: number; readonly serial: number } | undefined;
}

/**
 * Where serials are missing: before the lowest one, unless it may stand in a row that was left out, and at the first
 * gap.
 */
function* gapsIn(kept: KeptRows, visit: Uint32Array): Generator<Step> {
  const mayBeElsewhere = kept.count < kept.size;
  let before: Step['before'];
  for (const rows of runs(kept, visit, WORD.serial)) {
    const number = rows.reduce((lowest, one) => Math.min(lowest, one));
    const serial = kept.get(number, WORD.serial);
    if (serial > (before?.serial ?? 0) + 1) {
      if (before || !mayBeElsewhere) yield { number, serial, before };
      if (before) return;
    }
    before = { serial, number };
  }
}

function gapRecord(csv: string, kept: KeptRows, { number, serial, before }: Step): CheckRecord {
  const line = kept.get(number, WORD.line);
  const place = cellOf(csv, before ? kept.get(before.number, WORD.line) : line, 'reportSerial');
  return {
    type: 'medical-image.serial',
    unit: rowUnit(csv, line, number),
    data: { gap: before ? 'between' : 'start', serial, before: before?.serial ?? 0, first: place.row },
    locate: () => cellOf(csv, line, 'reportSerial'),
    places: before ? { before: [place] } : {},
  };
}

async function isOneVisit(one: number, other: number, look: Look): Promise<boolean> {
  const [own, others] = [await look(one), await look(other)];
  return VISIT.every((column) => own(column) === others(column));
}

/** Rows that repeat another one, and visits whose serials do not follow each other. Visit by visit, some at a time. */
export async function* visitRecords(csv: string, kept: KeptRows, look: Look): AsyncGenerator<CheckRecord[]> {
  let found: CheckRecord[] = [];
  for (const visit of runs(kept, suspects(kept), WORD.visit)) {
    for (const serial of runs(kept, visit, WORD.serial))
      for (const alike of runs(kept, serial, WORD.hash))
        if (alike.length > 1)
          for await (const record of duplicatesIn(csv, kept, alike, look)) {
            found.push(record);
            if (found.length < BATCH) continue;
            yield found;
            found = [];
          }
    for (const gap of gapsIn(kept, visit))
      if (!gap.before || (await isOneVisit(gap.number, gap.before.number, look))) found.push(gapRecord(csv, kept, gap));
    if (found.length < BATCH) continue;
    yield found;
    found = [];
  }
  yield found;
}

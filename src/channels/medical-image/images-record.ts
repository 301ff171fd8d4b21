import { optional } from '../../readers/optional.ts';
import { remember } from '../../readers/remember.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import type { ImagesData } from './images-record-type.ts';
import { type Shared, type SharedGroup, sharedOf } from './images-shared.ts';
import { type ImagesSummary, imagesSummary } from './images-summary.ts';
import { rowList } from './row-list.ts';
import type { Column, RowData } from './row-record-type.ts';
import { rocDay } from './row-time.ts';
import { cellOf } from './units.ts';

/** The columns that images are compared with; a row has them all and more. */
export type ImagesRow = Pick<RowData, 'orderCode' | 'birthDate' | 'newbornBirthDate' | 'examinedAt'>;

/** Rows compared with the images of their archives: those of one archive that say the same are one record. */
export interface ImagesGroups {
  /** Notes a row. @param facts of the archive that it names @param line its physical line @param number its place among the rows */
  add(row: ImagesRow, facts: ArchiveFacts, line: number, number: number): void;
  /** A record for all rows of which the same is to be said; none where there is nothing to compare. */
  records(): Iterable<CheckRecord>;
}

/** A date of 7 signs (`1080501`, `-050101`) begins it; others have a finding of their own. */
const DATE_LENGTH = 7;

/** The cells that comparisons are about; the size is about the images. */
const CELLS: Readonly<Record<string, Column>> = {
  '/modality': 'orderCode',
  '/birthDate': 'birthDate',
  '/studyDate': 'examinedAt',
};

const AGAINST = [undefined, 'agrees', 'differs'] as const;
/** A place in `AGAINST`. */
type Against = 0 | 1 | 2;

/** Whether a date of the images is that of the row; 0 where one side says nothing, or nothing that is real. */
function against(images: ReadonlyMap<string, Location>, date: string | undefined, other: string | undefined): Against {
  if (images.size === 0 || date === undefined || date.length !== DATE_LENGTH) return 0;
  if (images.has(date) || (other !== undefined && images.has(other))) return 1;
  return Number.isNaN(rocDay(date)) ? 0 : 2;
}

function groupOf({ data, byDates }: Shared, birthDate: Against, studyDate: Against, csv: string): SharedGroup {
  const index = birthDate * AGAINST.length + studyDate;
  const known = byDates[index];
  if (known) return known;
  const dates = {
    ...optional('birthDate', AGAINST[birthDate]),
    ...optional('studyDate', AGAINST[studyDate]),
  };
  const made = { data: { ...data, ...dates }, rows: rowList(csv) };
  byDates[index] = made;
  return made;
}

const isEmpty = ({ size, modality, birthDate, studyDate }: ImagesData): boolean =>
  (size ?? modality ?? birthDate ?? studyDate) === undefined;

function recordOf({ place, places }: Shared, { data, rows }: SharedGroup, csv: string): CheckRecord {
  const cell = (unit: Unit | null | undefined, column: Column): Location =>
    cellOf(csv, unit?.locations[0]?.row ?? 0, column);
  return {
    type: 'medical-image.images',
    unit: rows.first(),
    units: () => rows.units(),
    data,
    locate(pointer, unit) {
      const column = CELLS[pointer];
      return column === undefined ? { ...place } : cell(unit, column);
    },
    places,
    from: (unit) => [cell(unit, 'archive')],
  };
}

/** The row that named an archive last: mostly the next one is like it. */
interface Last {
  readonly row: ImagesRow;
  readonly group: SharedGroup | undefined;
}

const isAlike = (one: ImagesRow, other: ImagesRow): boolean =>
  one.orderCode === other.orderCode &&
  one.birthDate === other.birthDate &&
  one.newbornBirthDate === other.newbornBirthDate &&
  one.examinedAt === other.examinedAt;

/** Begins comparing rows of a CSV with images; what is alike for many rows is worked out once. */
export function imagesGroups({ codes }: Pick<Context, 'codes'>, csv: string): ImagesGroups {
  const archives = new Map<ArchiveFacts, { summary: ImagesSummary; byOrder: Map<unknown, Shared>; last: Last }>();
  const orders = new Map(Object.entries(codes('medical-image-orders')));
  return {
    add(row, facts, line, number) {
      if (!facts.inside) return;
      const known = remember(archives, facts, () => ({
        summary: imagesSummary(facts),
        byOrder: new Map<unknown, Shared>(),
        last: { row: {}, group: undefined },
      }));
      const { summary, byOrder, last } = known;
      if (last.group && isAlike(row, last.row)) {
        last.group.rows.add(line, number);
        return;
      }
      const { orderCode = '', birthDate, newbornBirthDate, examinedAt } = row;
      // by what the table says: the text of a row would keep all that was read with it
      const order = orders.get(orderCode);
      const shared = remember(byOrder, order, () => sharedOf(order, facts.shown, summary, codes));
      const born = against(summary.birthDates, birthDate, newbornBirthDate);
      const studied = against(summary.studyDates, examinedAt?.slice(0, DATE_LENGTH), undefined);
      const group = groupOf(shared, born, studied, csv);
      group.rows.add(line, number);
      if (group.rows.count() > 1) known.last = { row, group }; // keeps what was read with the row: not for every archive
    },
    *records() {
      for (const { byOrder } of archives.values())
        for (const shared of byOrder.values())
          for (const group of shared.byDates) if (group && !isEmpty(group.data)) yield recordOf(shared, group, csv);
    },
  };
}

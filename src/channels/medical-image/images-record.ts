import { optional } from '../../readers/optional.ts';
import { remember } from '../../readers/remember.ts';
import type { Context } from '../channel.ts';
import type { CheckRecord, Location, Unit } from '../record.ts';
import type { ArchiveFacts } from './archive-facts.ts';
import type { ImagesData } from './images-record-type.ts';
import { type Shared, sharedOf } from './images-shared.ts';
import { type ImagesSummary, imagesSummary } from './images-summary.ts';
import type { Column, RowData } from './row-record-type.ts';
import { rocDay } from './row-time.ts';
import { cellOf } from './units.ts';

/** The columns that images are compared with; a row has them all and more. */
export type ImagesRow = Pick<RowData, 'orderCode' | 'birthDate' | 'newbornBirthDate' | 'examinedAt'>;

/**
 * Compares a row with the images of its archive.
 * @param facts of the archive that the row names
 * @param place cell N of the row
 * @returns undefined where there is nothing to compare
 */
export type ImagesJudge = (unit: Unit, row: ImagesRow, facts: ArchiveFacts, place: Location) => CheckRecord | undefined;

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

function dataOf({ data, byDates }: Shared, birthDate: Against, studyDate: Against): ImagesData {
  const index = birthDate * AGAINST.length + studyDate;
  const known = byDates[index];
  if (known) return known;
  const made = {
    ...data,
    ...optional('birthDate', AGAINST[birthDate]),
    ...optional('studyDate', AGAINST[studyDate]),
  };
  byDates[index] = made;
  return made;
}

/** Begins comparing rows with images; what is alike for many rows is worked out once. */
export function imagesJudge({ codes }: Pick<Context, 'codes'>): ImagesJudge {
  const archives = new Map<ArchiveFacts, { summary: ImagesSummary; byOrder: Map<unknown, Shared> }>();
  const orders = new Map(Object.entries(codes('medical-image-orders')));
  return (unit, { orderCode = '', birthDate, newbornBirthDate, examinedAt }, facts, place) => {
    if (!facts.inside) return undefined;
    const { summary, byOrder } = remember(archives, facts, () => ({
      summary: imagesSummary(facts),
      byOrder: new Map<unknown, Shared>(),
    }));
    // by what the table says: the text of a row would keep all that was read with it
    const order = orders.get(orderCode);
    const shared = remember(byOrder, order, () => sharedOf(order, facts.shown, summary, codes));
    const born = against(summary.birthDates, birthDate, newbornBirthDate);
    const studied = against(summary.studyDates, examinedAt?.slice(0, DATE_LENGTH), undefined);
    const data = dataOf(shared, born, studied);
    if (born + studied === 0 && data.size === undefined && data.modality === undefined) return undefined;
    return {
      type: 'medical-image.images',
      unit,
      data,
      locate(pointer) {
        const column = CELLS[pointer];
        return column === undefined ? { ...shared.place } : cellOf(place.file, place.row ?? 0, column);
      },
      places: shared.places,
      from: () => [place],
    };
  };
}

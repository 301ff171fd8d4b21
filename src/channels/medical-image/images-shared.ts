import { optional } from '../../readers/optional.ts';
import type { CodeTable, Context } from '../channel.ts';
import { type CheckRecord, type Location, MOST_PLACES } from '../record.ts';
import { type ImagesData, KINDS } from './images-record-type.ts';
import { leastSize, shortSide, sizeOf } from './images-size.ts';
import type { ImagesSummary, Picture } from './images-summary.ts';
import type { RowList } from './row-list.ts';

/** What is the same for all rows of an order code that name an archive. */
export interface Shared {
  readonly data: ImagesData;
  readonly places: NonNullable<CheckRecord['places']>;
  /** The image that the size is told of, with the side that is too short; else the archive. */
  readonly place: Location;
  /** The rows by what their dates say: most rows of an archive say the same. */
  readonly byDates: (SharedGroup | undefined)[];
}

/** Rows of which the same is to be said. */
export interface SharedGroup {
  readonly data: ImagesData;
  readonly rows: RowList;
}

const TAGS: Partial<Record<NonNullable<ImagesData['side']>, string>> = { rows: '(0028,0010)', columns: '(0028,0011)' };

/** A number with a comma between thousands: `1,400`. */
const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

function modalityOf(
  kind: string,
  { modalities }: ImagesSummary,
  known: CodeTable,
): Pick<ImagesData, 'modality' | 'modalities'> {
  if (modalities.size === 0) return {};
  const isOf = (modality: string): boolean => {
    const row = Object.hasOwn(known, modality) ? (known[modality] as { kinds: readonly string[] }) : undefined;
    return row?.kinds.includes(kind) ?? false;
  };
  const all = [...modalities.keys()];
  const told = all.map((modality) => (Object.hasOwn(known, modality) ? modality : '?'));
  return { modality: all.some(isOf) ? 'agrees' : 'differs', modalities: [...new Set(told)].sort().join('、') };
}

const firstOf = (places: ReadonlyMap<string, Location>): Location[] => [...places.values()].slice(0, 1);

/** A picture with the side that is too short. */
const placeOf = (one: Picture, long: number): Location => ({
  file: one.file,
  ...optional('tag', TAGS[shortSide(one, long)]),
});

/** @param told images that the finding about size speaks of; the first is told apart */
function placesOf(summary: ImagesSummary, told: readonly Location[]): Shared['places'] {
  return {
    others: told.slice(1, MOST_PLACES),
    modality: firstOf(summary.modalities),
    birthDate: firstOf(summary.birthDates),
    studyDate: firstOf(summary.studyDates),
  };
}

/**
 * What the images of an archive are for an order.
 * @param order its row of `medical-image-orders`; undefined for one that is not there: then dates alone are compared
 * @param shown the archive as the user is shown it
 */
export function sharedOf(order: unknown, shown: string, summary: ImagesSummary, codes: Context['codes']): Shared {
  const { kind = '', sizeFirm = true } = (order ?? {}) as { kind?: string; sizeFirm?: boolean };
  const least = leastSize(codes('medical-image-sizes'), kind);
  if (!least) return { data: {}, places: placesOf(summary, []), place: { file: shown }, byDates: [] };
  const { pictures, unsized } = summary;
  const found = sizeOf(least, pictures, unsized.length);
  const [first] = found?.pictures ?? [];
  const { long = 0, short = 0 } = least;
  const data: ImagesData = {
    ...optional(
      'kind',
      KINDS.find((one) => one === kind),
    ),
    kindLabel: least.zh,
    kindEn: least.en,
    ...(found && {
      size: found.size,
      firm: sizeFirm,
      images: pictures.length,
      ...(found.size === 'some' && { small: found.pictures.length }),
      ...(first && { side: shortSide(first, long), width: first.width, height: first.height }),
      least: `${grouped(long)}×${grouped(short)}`,
    }),
    ...modalityOf(kind, summary, codes('medical-image-modalities')),
  };
  const told = found?.size === 'unknown' ? unsized : (found?.pictures ?? []).map((one) => placeOf(one, long));
  return { data, places: placesOf(summary, told), place: told[0] ?? { file: shown }, byDates: [] };
}

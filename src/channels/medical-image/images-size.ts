import type { CodeTable } from '../channel.ts';
import type { ImagesData } from './images-record-type.ts';
import type { Picture } from './images-summary.ts';

/** What a kind of examination asks of its images: a row of `medical-image-sizes`. */
export interface LeastSize {
  readonly zh: string;
  readonly en: string;
  /** Pixels of the longer and of the shorter side; absent where none is stated. */
  readonly long?: number;
  readonly short?: number;
  /** Good devices often stay below the short side, and the document does not say which side it means. */
  readonly shortSideUnsure?: boolean;
  /** Images beside the series proper do not speak for it. */
  readonly seriesOnly?: boolean;
}

/** A picture against a minimum, and how many are like it. */
export interface SizeFound {
  readonly size: NonNullable<ImagesData['size']>;
  /** The largest, or with `some` all that are below. */
  readonly pictures: readonly Picture[];
}

const longOf = ({ width, height }: Picture): number => Math.max(width, height);
const shortOf = ({ width, height }: Picture): number => Math.min(width, height);

/** The row of a kind; undefined where the table has none. */
export const leastSize = (sizes: CodeTable, kind: string): LeastSize | undefined =>
  Object.hasOwn(sizes, kind) ? (sizes[kind] as LeastSize) : undefined;

/** The side that is too short, of the picture as it is stored. */
export function shortSide({ width, height, dicom }: Picture, long: number): NonNullable<ImagesData['side']> {
  if (!dicom) return 'picture';
  const isLongBelow = Math.max(width, height) < long;
  return height >= width === isLongBelow ? 'rows' : 'columns';
}

/**
 * The images of an archive against the minimum of their kind, whichever way they are turned.
 * @param unsized how many images do not say how large they are
 * @returns undefined where no minimum is stated, or there is no image at all
 */
export function sizeOf(least: LeastSize, all: readonly Picture[], unsized: number): SizeFound | undefined {
  const { long, short } = least;
  if (long === undefined || short === undefined || all.length + unsized === 0) return undefined;
  if (all.length === 0) return { size: 'unknown', pictures: [] };
  const reaches = (one: Picture): boolean => longOf(one) >= long && shortOf(one) >= short;
  const proper = least.seriesOnly ? all.filter(({ aside }) => !aside) : all;
  const counted = proper.length > 0 ? proper : all;
  if (counted.some(reaches)) {
    const small = all.filter((one) => !reaches(one));
    return small.length === 0 ? { size: 'all', pictures: [] } : { size: 'some', pictures: small };
  }
  const nearness = (one: Picture): number => Math.min(longOf(one) / long, shortOf(one) / short);
  const nearest = (some: readonly Picture[]): Picture[] =>
    some.length === 0 ? [] : [some.reduce((best, one) => (nearness(one) > nearness(best) ? one : best))];
  const halfway = least.shortSideUnsure ? counted.filter((one) => longOf(one) >= long) : [];
  if (halfway.length > 0) return { size: 'short-side', pictures: nearest(halfway) };
  return { size: 'none', pictures: nearest(counted) };
}

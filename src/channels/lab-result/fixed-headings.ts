import type { CodeTable } from '../channel.ts';
import type { FixedData } from './fixed-record-type.ts';
import { folded } from './result-fold.ts';

interface Heading {
  /** As the table prints it. */
  readonly name: string;
  /** Any of these in the report will do. */
  readonly words: readonly string[];
  /** Whether only reports on tissue have it. */
  readonly tissue?: boolean;
}

const TISSUE = ['組織', '切片', '蠟塊', 'tissue', 'ffpe', 'biopsy', 'paraffin'];
const FLUID = ['血液', '血漿', '骨髓', 'blood', 'plasma', 'ctdna', 'cfdna', 'marrow'];
const CONTINUATIONS = ['r8-1', 'r8-2', 'r8-3', 'r8-4', 'r8-5', 'r8-6', 'r8-7', 'r8-8', 'r8-9'];

/** Which headings a report of 表十三 has. */
export type HeadingFacts = Pick<FixedData, 'headings' | 'specimen' | 'lacking'>;

/**
 * Looks for headings in a report, in Chinese or English.
 * @param codes rows of the code table `lab-result-headings`
 * @returns nothing where there is no report
 */
export function headingFacts(codes: CodeTable): (fields: Readonly<Record<string, string>>) => HeadingFacts {
  const headings = Object.values(codes).map((row) => row as Heading);
  return (fields) => {
    if (fields['r8-1'] === undefined) return {};
    const text = folded(CONTINUATIONS.map((tag) => fields[tag] ?? '').join(''));
    const has = ({ words }: Heading): boolean => words.some((word) => text.includes(folded(word)));
    const isTissue = TISSUE.some((word) => text.includes(word)) && !FLUID.some((word) => text.includes(word));
    const lacking = headings.filter((heading) => !heading.tissue && !has(heading)).map(({ name }) => name);
    const numbered = headings.filter(({ tissue }) => tissue).every(has);
    return {
      headings: lacking.length > 0 ? 'lacking' : 'all',
      ...(lacking.length > 0 ? { lacking: lacking.join('、') } : {}),
      ...(isTissue ? { specimen: numbered ? 'numbered' : 'unnumbered' } : {}),
    };
  };
}

import { Type } from '@sinclair/typebox';
import type { Predicate } from './predicate.ts';

/** 診療部位 of CT and MRI: those of 2019, then B and D, which came later. */
const LETTERS: ReadonlySet<string> = new Set('HAFUNJKGCIPEQMVSTOBD');
/** Column 13 has 18 places. */
const LONGEST = 18;

/** Whether a sign is a letter of a body site, capital. */
export const isBodySite = (sign: string): boolean => LETTERS.has(sign);

/**
 * Takes a string; true when it is 1 to 18 letters of body sites run together (`NJ`), capitals, blanks between them
 * allowed. A letter twice, or one that does not suit the examination, is another rule's business. Source:
 * image-format-108 table 2, column 13; B and D from the later lists of lab results and prior authorisation.
 */
export const bodySites: Predicate = {
  name: 'bodySites',
  says: {
    zh: '診療部位的英文代碼，大寫，連著寫（例如 NJ），最多 18 碼',
    en: 'letters of body sites, capital, run together (such as NJ), at most 18',
  },
  options: Type.Literal(true),
  compile() {
    return (value) => {
      if (typeof value !== 'string') return true;
      if (value.length > LONGEST) return false;
      let letters = 0;
      for (const sign of value) {
        if (sign === ' ') continue;
        if (!LETTERS.has(sign)) return false;
        letters++;
      }
      return letters > 0;
    };
  },
};

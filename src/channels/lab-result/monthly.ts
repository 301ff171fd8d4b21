import type { XmlRecord } from '../../readers/xml/types.ts';

/** How many hdata tell the format of a file. */
const LOOKED_AT = 20;

/** 申報類別: one digit in a monthly file (表二), a card time of 13 digits in a daily one. */
const isMonthly = ({ fields: { h5 = '', h19 = '' } }: XmlRecord): boolean => /^[12]$/.test(h5) && /^\d{13}$/.test(h19);

/** Whether the first hdata of a file are those of the monthly upload (表二): all of them, so that a slip makes none. */
export const looksMonthly = (some: readonly XmlRecord[]): boolean =>
  some.length > 0 && some.slice(0, LOOKED_AT).every(isMonthly);

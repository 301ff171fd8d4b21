import { halfWidth } from '../../readers/half-width.ts';

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * An order code as rows are compared by it: in half width and capitals, so that one cell that was written badly does not
 * make another order of it. Empty where nobody knows what was meant.
 */
export const orderKey = (code: string): string =>
  (PLAIN.test(code) ? code : (halfWidth(code)?.trim() ?? '')).toUpperCase();

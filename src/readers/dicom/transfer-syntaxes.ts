import type { DataSetEncoding } from './types.ts';

/** Transfer Syntax UIDs (PS3.6 A-1) whose data sets are written in a way of their own, or whose pixels are plain. */
export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const DEFLATED = '1.2.840.10008.1.2.1.99';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';

/** How a data set of this transfer syntax is written (PS3.5 10, A). */
export function encodingFor(uid: string): DataSetEncoding {
  if (uid === IMPLICIT_LITTLE) return 'implicit-little';
  return uid === EXPLICIT_BIG ? 'explicit-big' : 'explicit-little';
}

import { isLeftover } from '../prior-auth/fix-names.ts';

/** Names of this channel, for `fix`: any letters and digits will do, so nothing can be said of what was meant. */
export const LAB_RESULT_NAMES = { file: () => null, zip: () => null, isLeftover, byPart: 'xml' } as const;

import { Type } from '@sinclair/typebox';

/** `lab-result.unread`: an hdata that is told apart from others but not judged, since its whole file is refused. */
export const UnreadRecord = Type.Object({}, { additionalProperties: false });

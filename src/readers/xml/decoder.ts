import { big5Cut, decodeBig5, type OddBytes } from '../big5/decode.ts';
import type { XmlEncoding } from './types.ts';
import { decodeUtf8, type OddUtf8, utf8Cut } from './utf8.ts';

export type Odd = OddBytes | OddUtf8;

/** How bytes become text. */
export interface Decoder {
  /** @param odd what is odd is added to it */
  decode(bytes: Uint8Array, from: number, to: number, odd: Odd[]): string;
  /** Where bytes may be cut at or before `to`, so that no character is. @param from a place between two characters */
  cut(bytes: Uint8Array, from: number, to: number): number;
}

const BIG5: Decoder = { decode: decodeBig5, cut: big5Cut };
const UTF8: Decoder = { decode: decodeUtf8, cut: utf8Cut };

/** The decoder of the bytes of an encoding; UTF-16 comes as UTF-8, and what is unclear is read as Big5. */
export const decoderOf = (encoding: XmlEncoding): Decoder => (encoding.startsWith('utf') ? UTF8 : BIG5);

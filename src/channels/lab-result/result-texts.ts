import type { FieldFile } from '../../engine/library-schema.ts';
import { codePoints } from '../../readers/xml/judge.ts';
import type { TextData } from './result-text-record-type.ts';
import type { RTag } from './tags.ts';

/** A field of 4,000 may hold so many letters and digits, or so many characters where one of them is not. */
const LONG = 4000;
const MOST_LETTERS = 3000;
const MOST_CHARACTERS = 1000;
/** Bytes that NHI counts for a character beyond ASCII. */
const WIDE = 4;

const FULL_WIDTH: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '&': '＆', "'": '’' };
const SIGNS = Object.keys(FULL_WIDTH);

/** Fields in which the five signs may not stand; r13 is long, but is not named there. */
const TEXTS = [
  'r2',
  'r3',
  'r4',
  'r5',
  'r6-1',
  'r6-2',
  'r7',
  'r8-1',
  'r8-2',
  'r8-3',
  'r8-4',
  'r8-5',
  'r8-6',
  'r8-7',
  'r8-8',
  'r8-9',
  'r11',
] as const satisfies readonly RTag[];

/**
 * Whether nothing can be wrong with a text: none of the five signs, and short enough however it is counted.
 * @param length of its field
 */
function isPlainText(text: string | undefined, length: number): boolean {
  if (text === undefined) return true;
  let wide = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) wide = true;
    else if (code < 0x40 && (code === 0x3c || code === 0x3e || code === 0x26 || code === 0x27 || code === 0x22))
      return false;
  }
  if (wide) return text.length * WIDE <= length;
  return text.length <= (length === LONG ? MOST_LETTERS : length);
}

type Texts = Readonly<Record<(typeof TEXTS)[number] | 'r13', string | undefined>>;

/**
 * Whether nothing can be wrong with any text of a result, written out field by field: it is asked of millions.
 * @param format the field table
 */
export function plainTexts(format: FieldFile['segments'][string]['fields']): (texts: Texts) => boolean {
  const length = (tag: RTag): number => format[tag]?.length ?? 0;
  const [r2, r3, r5, r61, r62] = [length('r2'), length('r3'), length('r5'), length('r6-1'), length('r6-2')];
  return (texts) =>
    isPlainText(texts.r2, r2) &&
    isPlainText(texts.r3, r3) &&
    isPlainText(texts.r4, LONG) &&
    isPlainText(texts.r5, r5) &&
    isPlainText(texts['r6-1'], r61) &&
    isPlainText(texts['r6-2'], r62) &&
    isPlainText(texts.r7, LONG) &&
    isPlainText(texts['r8-1'], LONG) &&
    isPlainText(texts['r8-2'], LONG) &&
    isPlainText(texts['r8-3'], LONG) &&
    isPlainText(texts['r8-4'], LONG) &&
    isPlainText(texts['r8-5'], LONG) &&
    isPlainText(texts['r8-6'], LONG) &&
    isPlainText(texts['r8-7'], LONG) &&
    isPlainText(texts['r8-8'], LONG) &&
    isPlainText(texts['r8-9'], LONG) &&
    isPlainText(texts.r11, LONG) &&
    isPlainText(texts.r13, LONG);
}

function beyondAscii(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f && (code & 0xfc00) !== 0xdc00) count++;
  }
  return count;
}

type Over = Pick<TextData, 'over' | 'found' | 'most'>;

/** How a text is too long by NHI's counting, though not by its characters, which the reader counts. */
function overOf(text: string, length: number): Over {
  const characters = codePoints(text);
  const wide = beyondAscii(text);
  const bytes = characters + wide * (WIDE - 1);
  if (characters > length) return {};
  if (length !== LONG) return bytes > length ? { over: 'bytes', found: bytes, most: length } : {};
  const most = wide === 0 ? MOST_LETTERS : MOST_CHARACTERS;
  if (characters <= most) return {};
  return { over: wide === 0 ? 'letters' : 'characters', found: characters, most };
}

function signsOf(text: string): Pick<TextData, 'signs' | 'instead' | 'quote'> {
  const found = SIGNS.filter((sign) => text.includes(sign));
  const signs = { signs: found.join(' '), instead: found.map((sign) => FULL_WIDTH[sign]).join(' ') };
  return { ...(found.length > 0 ? signs : {}), ...(text.includes('"') ? { quote: true as const } : {}) };
}

/** What to leave out of sight: signs that another rule speaks of, and the length of a name that NHI prescribes. */
export interface TextException {
  readonly implants: boolean;
  readonly signsOf?: RTag | undefined;
  readonly prescribed: boolean;
}

/** The texts of a result in which something is odd. @param format its field table */
export function oddTexts(
  fields: Readonly<Record<string, string>>,
  format: FieldFile['segments'][string]['fields'],
  { implants, signsOf: told, prescribed }: TextException,
): TextData[] {
  return [...TEXTS, 'r13' as const].flatMap((tag) => {
    const text = fields[tag];
    const field = format[tag];
    if (text === undefined || !field || isPlainText(text, field.length)) return [];
    const signs = tag === 'r13' || tag === told ? {} : signsOf(text);
    const over = tag === 'r2' && prescribed ? {} : overOf(text, field.length);
    const odd = { ...signs, ...over };
    if (Object.keys(odd).length === 0) return [];
    const use = implants && tag === 'r4' ? ('implants' as const) : ('words' as const);
    return [{ tag, name: field.name.zh, nameEn: field.name.en, use, ...odd }];
  });
}

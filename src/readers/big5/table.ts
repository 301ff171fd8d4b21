import iconv from 'iconv-lite';

/** Big5 as NHI and Windows mean it: code page 950. */
export interface Big5Table {
  /** By the two bytes (lead × 256 + trail): the UTF-16 code unit, 0 where there is none. */
  readonly units: Uint16Array;
  /** By the UTF-16 code unit: 1 where cp950, or ASCII, has it. */
  readonly has: Uint8Array;
}

/** A byte that may stand first of two. */
export const isLead = (byte: number): boolean => byte >= 0x81 && byte <= 0xfe;

/** A byte that may stand second. `<`, `>` and `&` never do. */
export const isTrail = (byte: number): boolean => (byte >= 0x40 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xfe);

function* codes(): Generator<number> {
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) if (isTrail(trail)) yield (lead << 8) | trail;
}

function made(): Big5Table {
  const units = new Uint16Array(0x10000);
  const has = new Uint8Array(0x10000).fill(1, 0, 0x80);
  const all = [...codes()];
  const bytes = Buffer.alloc(3 * all.length, '\n');
  for (const [i, code] of all.entries()) bytes.writeUInt16BE(code, 3 * i);
  const lines = iconv.decode(bytes, 'cp950').split('\n');
  for (const [i, code] of all.entries()) {
    const line = lines[i] ?? '';
    const unit = line.charCodeAt(0);
    if (line.length !== 1 || unit === 0xfffd) continue;
    units[code] = unit;
    has[unit] = 1;
  }
  return { units, has };
}

let table: Big5Table | undefined;

/** The table of cp950, made when it is first asked for. */
export function big5Table(): Big5Table {
  table ??= made();
  return table;
}

const TRAILS = 157;
/** Areas of cp950 that are left to users (造字): first and last code, and the first character of the private use area. */
const USER_DEFINED = [
  { from: 0xfa40, to: 0xfefe, first: 0xe000 },
  { from: 0x8e40, to: 0xa0fe, first: 0xe311 },
  { from: 0x8140, to: 0x8dfe, first: 0xeeb8 },
  { from: 0xc6a1, to: 0xc8fe, first: 0xf6b1 },
] as const;

/** The how manieth code with a valid trail byte it is. */
const ordinal = (code: number): number => {
  const trail = code & 0xff;
  return (code >> 8) * TRAILS + trail - (trail < 0x7f ? 0x40 : 0x62);
};

function meant(code: number): string | undefined {
  const known = iconv.decode(Buffer.from([code >> 8, code & 0xff]), 'big5-hkscs');
  if (known !== '' && !known.includes('\ufffd')) return known;
  const area = USER_DEFINED.find(({ from, to }) => code >= from && code <= to && isTrail(code & 0xff));
  return area && String.fromCharCode(area.first + ordinal(code) - ordinal(area.from));
}

const asked = new Map<number, string | undefined>();

/**
 * What two bytes mean that cp950 itself gives no meaning: by HKSCS or the ETen extension, else as a character of the
 * user-defined areas (private use); undefined where neither has them.
 */
export function beyondBig5(code: number): string | undefined {
  if (!asked.has(code)) asked.set(code, meant(code));
  return asked.get(code);
}

/** UTF-16 code units of a text that is being decoded; as much room as the longest piece so far needed. */
let units = new Uint16Array(8192);
let view = Buffer.from(units.buffer);

/** Room for a text, to be written from its start and made a string before anything else is decoded. */
export function room(length: number): Uint16Array {
  if (units.length < length) {
    units = new Uint16Array(length);
    view = Buffer.from(units.buffer);
  }
  return units;
}

/** The first code units in the room as a string. */
export const written = (length: number): string => view.toString('utf16le', 0, 2 * length);

/** Of the lowest and of the highest records, how many an offset that leads nowhere is tried against. */
const TRIED = 8;

/**
 * What has to be added to offsets that lead to no Item so that all of them lead to Items that no other leads to. Seen in
 * the field: 22 bytes, from the record that holds a name beyond ASCII onwards.
 * @param targets all offsets but those that are 0
 * @param items where the Items are, ascending
 * @returns undefined where there is no such number, and where fewer than two offsets or no majority ask for one
 */
export function constantShift(targets: readonly number[], items: ReadonlyMap<number, unknown>): number | undefined {
  const astray = [...new Set(targets.filter((target) => !items.has(target)))].sort((a, b) => a - b);
  const [lowest, highest] = [astray[0], astray.at(-1)];
  if (lowest === undefined || highest === undefined) return undefined;
  if (astray.length < 2 || astray.length <= targets.length / 2) return undefined;
  const met = new Set(targets);
  const places = [...items.keys()];
  return [...places.slice(0, TRIED).map((item) => item - lowest), ...places.slice(-TRIED).map((item) => item - highest)]
    .sort((a, b) => Math.abs(a) - Math.abs(b))
    .find((shift) => astray.every((target) => items.has(target + shift) && !met.has(target + shift)));
}

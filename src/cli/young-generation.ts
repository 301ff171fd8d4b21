import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes: 8 MB in use and as much to copy into. */
const ENOUGH = 16 * 2 ** 20;
/** Milliseconds between two looks. */
const EVERY = 10;

const size = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? ENOUGH;

/**
 * Lets V8's young generation grow to 16 MB and no further. Of a million records few are alive at a time: a smaller one is
 * emptied too often, and what was alive just then is kept for long; a larger one only holds more litter.
 */
export function boundYoungGeneration(): void {
  const look = setInterval(() => {
    if (size() < ENOUGH) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, EVERY);
  look.unref();
}

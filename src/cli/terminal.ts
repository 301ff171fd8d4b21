import { harmlessLines } from '../report/harmless.ts';

/** A word to the user on standard error; names in it cannot command a terminal. */
export const note = (text: string): void => void process.stderr.write(`${harmlessLines(text)}\n`);

/** Whether standard output takes colours: a terminal that has them, unless NO_COLOR asks for none. */
export const colours = (): boolean =>
  process.stdout.isTTY === true && process.stdout.hasColors?.() === true && !process.env.NO_COLOR;

import { expect, it } from 'vitest';
import { twId } from '../../src/engine/predicates/tw-id.ts';
import { codeTables } from './code-tables.ts';

/** The letters in the order of their values, from 10 on: the published form of the algorithm, other than the code's. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 1, 1];
const SHAPES: Record<string, readonly string[]> = { national: ['1', '2'], new: ['8', '9'], old: ['A', 'B', 'C', 'D'] };

/** mulberry32: the same numbers at every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function checkDigitOf(nine: string): number {
  const value = LETTERS.indexOf(nine.charAt(0)) + 10;
  let sum = Math.trunc(value / 10) + (value % 10) * 9;
  for (const [i, character] of [...nine.slice(1)].entries()) {
    const letter = LETTERS.indexOf(character);
    sum += (letter < 0 ? Number(character) : (letter + 10) % 10) * (WEIGHTS[i] ?? 0);
  }
  return (10 - (sum % 10)) % 10;
}

function validId(random: (below: number) => number, seconds: readonly string[]): string {
  const serial = Array.from({ length: 7 }, () => random(10)).join('');
  const nine = LETTERS.charAt(random(26)) + seconds[random(seconds.length)] + serial;
  return nine + checkDigitOf(nine);
}

const test = twId.compile(true, codeTables);

it.each(Object.entries(SHAPES))(
  'takes valid numbers (%s), and refuses them with one digit changed',
  (_kind, seconds) => {
    const random = seeded(20260512);
    for (let round = 0; round < 500; round++) {
      const id = validId(random, seconds);
      expect(test(id), id).toBe(true);
      // The digits from the third place on; a changed second place is another kind of number.
      for (let place = 2; place < 10; place++) {
        const old = Number(id[place]);
        const other = (old + 1 + random(9)) % 10;
        const changed = id.slice(0, place) + other + id.slice(place + 1);
        // What the sum modulo 10 cannot see: weight 5 with an even difference, even weight with a difference of 5.
        const unseen = ((WEIGHTS[place - 1] ?? 0) * (other - old)) % 10 === 0;
        expect(test(changed), `${id} -> ${changed}`).toBe(unseen);
      }
    }
  },
);

it.each(Object.entries(SHAPES))('always notices a wrong digit of weight 7, 3 or 1 (%s)', (_kind, seconds) => {
  const random = seeded(7);
  for (let round = 0; round < 50; round++) {
    const id = validId(random, seconds);
    for (const place of [2, 6, 8, 9]) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = id.slice(0, place) + digit + id.slice(place + 1);
        expect(test(changed), `${id} -> ${changed}`).toBe(changed === id);
      }
    }
  }
});

it('knows the value of every letter', () => {
  for (const letter of LETTERS) {
    for (const second of '12') {
      const nine = `${letter}${second}2345678`;
      const right = Array.from({ length: 10 }, (_, digit) => digit).filter((digit) => test(nine + digit));
      expect(right, letter).toEqual([checkDigitOf(nine)]);
    }
  }
});

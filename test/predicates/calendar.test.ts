import { expect, it } from 'vitest';
import {
  daysInMonth,
  digitsAt,
  isLeapYear,
  isRealDate,
  isRealTime,
  isRocDate,
  rocYear,
} from '../../src/engine/predicates/calendar.ts';

it('agrees with the platform on every day of 800 years', () => {
  for (let year = 1800; year < 2600; year++) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const date = new Date(Date.UTC(year, month - 1, day));
        const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        if (isRealDate(year, month, day) !== real) expect.fail(`${year}-${month}-${day}`);
      }
    }
  }
});

it.each([
  [2024, true],
  [2023, false],
  [2000, true],
  [1900, false],
  [2100, false],
])('leap year %i: %s', (year, leap) => {
  expect(isLeapYear(year)).toBe(leap);
  expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
});

it.each([
  ['108', true, 2019],
  ['001', true, 1912],
  ['-01', true, 1911],
  ['-05', true, 1907],
  ['-99', true, 1813],
  ['-05', false, -1],
  ['000', true, -1],
  ['-00', true, -1],
  ['-5', true, -1],
  ['1 8', true, -1],
  ['', true, -1],
])('ROC year %j (before the Republic: %s) is %i', (text, beforeRepublic, year) => {
  expect(rocYear(text, beforeRepublic)).toBe(year);
});

it.each([
  ['0123', 1, 2, 12],
  ['12', 1, 2, -1],
  ['1a', 0, 2, -1],
  ['１2', 0, 2, -1],
  ['-1', 0, 2, -1],
])('digits of %j from %i, %i long: %i', (text, start, length, number) => {
  expect(digitsAt(text, start, length)).toBe(number);
});

it('has no year 0, no 24:00 and no negative time', () => {
  expect(isRealDate(0, 1, 1)).toBe(false);
  expect(isRealDate(-1, 1, 1)).toBe(false);
  expect(isRealTime(0, 0, 0)).toBe(true);
  expect(isRealTime(23, 59, 59)).toBe(true);
  for (const [hour, minute, second] of [
    [24, 0, 0],
    [0, 60, 0],
    [0, 0, 60],
    [-1, 0, 0],
    [0, -1, 0],
    [0, 0, -1],
  ] as const) {
    expect(isRealTime(hour, minute, second)).toBe(false);
  }
  expect(isRocDate('1080501', false)).toBe(true);
  expect(isRocDate('-051231', false)).toBe(false);
});

import { expect, test } from 'vitest';
import { padded } from '../../../src/fix/xml/pad-date.ts';

const birth = { first: 1, last: 116 };
const ours = { first: 84, last: 116 };
const times = [11, 13];

test.each<[string, readonly number[], typeof birth, string | null]>([
  ['600101', [7], birth, '0600101'],
  ['990101', [7], birth, '0990101'],
  ['120305', [7], birth, '0120305'],
  ['114085', [7], birth, '1140805'],
  ['114805', [7], ours, '1140805'],
  ['9912', [5], ours, '09912'],
  ['1158', [5], ours, '11508'],
  ['990512101500', [13], ours, '0990512101500'],
  ['114805093015', [13], ours, '1140805093015'],
  ['9905121030', times, ours, '09905121030'],
  ['1148050930', times, ours, '11408050930'],
  ['990512103015', times, ours, '0990512103015'],
])('%s becomes a date', (value, lengths, years, date) => {
  expect(padded(value, lengths, years)).toBe(date);
});

test.each<[string, string, readonly number[], typeof birth]>([
  ['two readings: 011-01-01, 110-01-01, 110-10-01', '110101', [7], birth],
  ['which part of the time lost its zero', '115051210150', [13], ours],
  ['the hour or the minute', '1150512103', times, ours],
  ['no such day', '471308', [7], birth],
  ['no such day in any reading', '600230', [7], birth],
  ['a year to come', '130101', [7], { first: 84, last: 116 }],
  ['more than one digit away: the day may be missing', '11412', [7], ours],
  ['seconds are missing', '11505110830', [13], ours],
  ['a Western date', '20260512', [7], ours],
  ['as long as it may be, and wrong all the same', '1151301', [7], ours],
  ['before the Republic', '-51231', [7], birth],
  ['full-width digits', '６００１０１', [7], birth],
  ['nothing', '', [7], birth],
])('left alone: %s', (_, value, lengths, years) => {
  expect(padded(value, lengths, years)).toBeNull();
});

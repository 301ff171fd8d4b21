import { describe, expect, it } from 'vitest';
import { rocDay, rocMinute, westernDay } from '../../../src/channels/medical-image/row-time.ts';
import { type Patch, rewardAt, rewards } from './row-judged.ts';

/** Examined on 108-05-01 at 10:10; now is the end of the as-of day. */
const CLOCKS: [string, Patch, object][] = [
  ['the same day', {}, { reward: 'open', hoursLeft: 10, clockEn: 'the examination (column 12)' }],
  ['on the next', { asOf: '2019-05-02' }, { reward: 'late', hoursPassed: 37 }],
  ['after three days', { asOf: '2019-05-04' }, { reward: 'later', hoursPassed: 85 }],
  [
    'a whole day, to the minute',
    { asOf: '2019-05-02', examinedAt: '10805020000', receivedAt: '10805020000' },
    { reward: 'open', hoursLeft: 0 },
  ],
  [
    'without a time: from the end of the day',
    { asOf: '2019-05-02', examinedAt: '10805010000' },
    { reward: 'open', hoursLeft: 0, clockEn: expect.stringContaining('the end of the day') },
  ],
  [
    'a later card reading',
    { asOf: '2019-05-02', cardNote: '2', cardTime: '1080502080000' },
    { reward: 'open', hoursLeft: 8, clockEn: expect.stringContaining('card') },
  ],
  ['a card that was not later', { asOf: '2019-05-02', cardNote: '2' }, { reward: 'late', hoursPassed: 37 }],
  [
    'a card time that column 7 does not call later',
    { asOf: '2019-05-02', cardTime: '1080502080000' },
    { reward: 'late', hoursPassed: 37 },
  ],
  [
    'images from elsewhere',
    { asOf: '2019-05-02', receivedAt: '10805021200' },
    { reward: 'open', hoursLeft: 12, clockEn: expect.stringContaining('column 17') },
  ],
  [
    'a later card reading and images later still: both would do',
    { asOf: '2019-05-02', cardNote: '2', cardTime: '1080502080000', receivedAt: '10805021200' },
    { reward: 'open', hoursLeft: 12, clockEn: expect.stringContaining('column 17') },
  ],
  [
    'images that came before a later card reading',
    { asOf: '2019-05-02', cardNote: '2', cardTime: '1080502080000', receivedAt: '10805020700' },
    { reward: 'open', hoursLeft: 8, clockEn: expect.stringContaining('card') },
  ],
];

describe('the 24 hours', () => {
  it.each(CLOCKS)('%s', (_, patch, expected) => {
    expect(rewardAt(patch)).toMatchObject(expected);
  });

  it.each<[string, Patch]>([
    ['no examination', { examinedAt: '' }],
    ['no date', { examinedAt: '10813011010' }],
    ['one in the future', { examinedAt: '10805021010' }],
    ['one before the Republic', { examinedAt: '-0505011010' }],
  ])('say nothing of %s', (_, patch) => {
    expect(rewardAt(patch)).toBeUndefined();
  });

  it.each<[Patch, string]>([
    [{}, 'reward-open'],
    [{ asOf: '2019-05-02' }, 'reward-passed'],
    [{ asOf: '2021-10-05', examinedAt: '11010041010' }, 'reward-late'],
    [{ asOf: '2021-10-09', examinedAt: '11010041010' }, 'reward-later'],
  ])('%j is told by %s, which never refuses', async (patch, id) => {
    const told = await rewards(patch);
    expect(told.map(({ rule }) => [rule.id, rule.outcome])).toEqual([[`medical-image-${id}`, 'advise']]);
    expect(told[0]?.args.hours).toEqual(expect.any(Number));
  });
});

it('counts days and minutes as the calendar does', () => {
  for (let day = -30_000; day < 60_000; day += 17) {
    const date = new Date(day * 86_400_000);
    const [year, month, dayOfMonth] = date.toISOString().slice(0, 10).split('-');
    const roc = Number(year) - 1911;
    if (roc < -98 || roc === 0) continue;
    const years = roc > 0 ? `${roc}`.padStart(3, '0') : `-${`${1 - roc}`.padStart(2, '0')}`;
    const text = `${years}${month}${dayOfMonth}`;
    expect([text, rocDay(text)]).toEqual([text, day]);
    expect(westernDay(date.toISOString().slice(0, 10))).toBe(day);
    expect(rocMinute(`${text}235959`, 13)).toBe(day * 1440 + 1439);
  }
});

it.each(['', '1080501', '10805012400', '10805011060', '1080501101', '108050110101', '1080230101'])(
  'knows no minute of %j',
  (text) => {
    expect(rocMinute(text, 11)).toBeNaN();
  },
);

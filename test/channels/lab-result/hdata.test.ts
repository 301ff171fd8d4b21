import { describe, expect, it } from 'vitest';
import type { Hdata } from '../../support/corpus/lab-result/case-schema.ts';
import { raised } from './hdata-judged.ts';

const REFERRED: Hdata = { h26: '3', h27: '3501299999', h12: '1150511' };
const INPATIENT: Hdata = { h3: '22', h11: null, h26: null, h13: '1150501' };
const NEWBORN: Hdata = { h23: '1150420', h24: 'A' };

/** Basic data that is right in every field. */
const GOOD: [string, Hdata][] = [
  ['laboratory', {}],
  ['a CT', { on: 'image' }],
  ['pathology', { on: 'pathology' }],
  ['a joint', { on: 'joint' }],
  ['a resident', { h9: 'A800000014' }],
  ['born before the Republic', { h10: '-051231' }],
  ['no card mark', { h8: null }],
  ['an institution with a letter', { h2: '350102A009' }],
  ['an upload just before midnight of yesterday', { h16: '1150511235959' }],
  ['an order at another one', REFERRED],
  ['an order at another one, time not known', { ...REFERRED, h19: '11505110000', h20: '11505110000' }],
  ['an institution in the place of the physician', { ...REFERRED, h17: '3501299999' }],
  ['a laboratory needs no end of treatment', { ...REFERRED, h3: '50', h12: null }],
  ['inpatient', INPATIENT],
  ['discharged on the day of admission', { ...INPATIENT, h14: '1150501' }],
  ['a newborn of 60 days', { ...NEWBORN, h23: '1150312' }],
  ['a newborn girl of an inpatient', { ...INPATIENT, ...NEWBORN, h24: 'a' }],
  ['sampled in the minute of the upload', { h20: '1150512101559' }],
  ['an order that no table has', { h15: 'P1612C' }],
  ['29 February of a leap year', { h4: '11302', h20: '1130229090000' }],
  ['all letters of sites', { on: 'image', h25: 'HAFUNJKGCIPEQMVSTO' }],
  ['50 Chinese characters', { h22: '血'.repeat(50) }],
  ['200 letters', { h22: 'a'.repeat(200) }],
];

/** What is wrong, and the rules that say so: one for a field. */
const WRONG: [Hdata, string[]][] = [
  [{ h1: '0' }, ['category']],
  [{ h2: '350120000０' }, ['institution']],
  [{ h3: '51' }, ['medical-type']],
  [{ h3: '1' }, ['medical-type']],
  [{ h4: '11500' }, ['month']],
  [{ h4: ' 1150' }, ['month']],
  [{ h5: '115051108300' }, ['card-time']],
  [{ h6: 'XX' }, ['visit-type']],
  [{ h7: '1' }, ['visit-serial']],
  [{ h7: 'ic02' }, ['visit-serial-unknown']],
  [{ h7: 'Z000' }, ['visit-serial-later']],
  [{ h8: '9' }, ['card-mark']],
  [{ h9: 'A12345678' }, ['id-short']],
  [{ h9: 'A123456780' }, ['id-form']],
  [{ h10: '0601301' }, ['birth-date']],
  [{ h10: '1150512' }, ['born-later']],
  [{ h11: '1150431' }, ['visit-date']],
  [{ h11: null }, ['visit-date-missing']],
  [{ ...REFERRED, h12: '-051231' }, ['treatment-end']],
  [{ ...REFERRED, h12: null }, ['treatment-end-missing']],
  [{ ...REFERRED, h12: '1150510' }, ['ends-before']],
  [{ ...INPATIENT, h13: '1150532' }, ['admission']],
  [{ ...INPATIENT, h13: null }, ['admission-missing']],
  [{ ...INPATIENT, h14: '115-5-1' }, ['discharge']],
  [{ ...INPATIENT, h14: '1150430' }, ['leaves-before']],
  [{ h15: '０９０２０Ｃ' }, ['order-written']],
  [{ h15: '33070B', h25: 'H' }, ['order-category']],
  [{ h15: '64164B' }, ['order-category-other']],
  [{ on: 'joint', h15: '09020C' }, ['order-joint']],
  [{ h16: '1150512240000' }, ['upload-time']],
  [{ h16: '1150513000000' }, ['upload-day']],
  [{ h16: '1150510235959', h20: '1150510090000' }, ['upload-day']],
  [{ h17: '林' }, ['physician-id']],
  [{ h18: '林' }, ['reporter-id']],
  [{ h19: '1150511' }, ['ordered-at']],
  [{ h20: '115051109' }, ['sampled-at']],
  [{ h20: '1150512101600' }, ['sampled-later']],
  [{ h20: '1150430090000' }, ['month-differs']],
  [{ h21: '1150511250000' }, ['confirmed-at']],
  [{ h21: '1150510090000' }, ['confirmed-before']],
  [{ h22: null }, ['specimen-missing']],
  [{ h22: '血液 & 尿液' }, ['specimen-signs']],
  [{ h22: '血'.repeat(51) }, ['specimen-bytes']],
  [{ ...NEWBORN, h23: '1150229' }, ['newborn-date']],
  [{ ...NEWBORN, h23: '1150311' }, ['newborn-days']],
  [{ ...NEWBORN, h23: '1150512' }, ['newborn-unborn']],
  [{ ...NEWBORN, h23: null }, ['newborn-date-missing']],
  [{ ...NEWBORN, h24: null }, ['newborn-mark-missing']],
  [{ ...NEWBORN, h24: '男' }, ['newborn-mark']],
  [{ on: 'image', h25: null }, ['body-site-missing']],
  [{ on: 'image', h25: 'HX' }, ['body-site']],
  [{ on: 'image', h25: 'H N' }, ['body-site-left']],
  [{ h26: 'A' }, ['dispensing']],
  [{ h26: null }, ['dispensing-missing']],
  [{ ...REFERRED, h27: null }, ['ordering-institution-missing']],
  [{ ...REFERRED, h27: '350129999' }, ['ordering-institution']],
];

/** Of a length that the reader tells: nothing more is said of such a value, and nothing follows from it. */
const TOO_LONG: Hdata[] = [
  { h1: '12' },
  { h2: '35012' },
  { h3: '123' },
  { h4: '115050' },
  { h9: 'A1234567890' },
  { h10: '19710101' },
  { h16: '20260512101500' },
  { h20: '20260511090000' },
  { h22: '血'.repeat(201) },
  { on: 'image', h25: 'X'.repeat(19) },
];

describe('basic data', () => {
  it.each(GOOD)('%s raises nothing', async (_, change) => {
    expect(await raised(change)).toEqual([]);
  });

  it.each(WRONG)('%j', async (change, rules) => {
    expect(await raised(change)).toEqual(rules);
  });

  it.each(TOO_LONG)('%j is told by the reader alone', async (change) => {
    expect(await raised(change)).toEqual([]);
  });

  it.each(['11', '12', '13', '14', '15', '19', '50'])('h3 = %s needs a visit date and h26', async (h3) => {
    expect(await raised({ h3, h11: null, h26: null })).toEqual(['dispensing-missing', 'visit-date-missing']);
  });

  it.each(['21', '22', '29'])('h3 = %s needs an admission date and no more', async (h3) => {
    expect(await raised({ h3, h11: null, h26: null })).toEqual(['admission-missing']);
  });

  it.each(['33070B', '33071B', '33072B', '33084B', '33085B'])('%s needs a body site', async (h15) => {
    expect(await raised({ on: 'image', h15, h25: null })).toEqual(['body-site-missing']);
  });

  it('the upload date follows the as-of day over months and years', async () => {
    const yesterday: Hdata = { h16: '1141231120000', h4: '11412', h20: '1141230090000' };
    expect(await raised(yesterday, '2026-01-01')).toEqual([]);
    expect(await raised(yesterday, '2026-01-02')).toEqual(['upload-day']);
    const leap: Hdata = { h16: '1130229120000', h4: '11302', h20: '1130228090000' };
    expect(await raised(leap, '2024-03-01')).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { archiveStem, rightArchiveName, rightCsvName } from '../../src/channels/medical-image/fix-names.ts';
import { archiveNames } from '../../src/fix/archive-names.ts';
import type { Part } from '../../src/fix/package.ts';
import type { ArchiveKind } from '../../src/readers/archive/kind.ts';

const DCF = 'DCF3501200000_A00000000001';

describe('what an archive was meant to be called', () => {
  test.each<[string, ArchiveKind, string]>([
    [`${DCF}.7z`, '7z', `${DCF}.7z`],
    ['dcf350120000a_a0000000000b.7Z', '7z', 'DCF350120000A_a0000000000b.7z'], // letters of the case number are its own
    [`${DCF}.7z`, 'cab', `${DCF}.CAB`],
    [`${DCF}.cab`, 'unknown', `${DCF}.CAB`],
    [`${DCF}.7z.7z`, '7z', `${DCF}.7z`],
    [`${DCF}.zip`, '7z', `${DCF}.7z`],
    [` ＤＣＦ3501200000＿A00000000001．７ｚ`, '7z', `${DCF}.7z`],
  ])('%s (%s) -> %s', (name, kind, right) => {
    expect(rightArchiveName(name, kind)).toBe(right);
    expect(rightArchiveName(right, kind), 'a right name stays').toBe(right);
  });

  test.each<[string, ArchiveKind]>([
    [`${DCF}.zip`, 'zip'],
    [`${DCF}.7z`, 'empty'],
    [`${DCF}1.7z`, '7z'],
    [`${DCF} (1).7z`, '7z'],
    ['FHR3501200000_A00000000001.7z', '7z'],
    [`${DCF}.7z.cab`, 'unknown'],
  ])('%s (%s) would be a guess', (name, kind) => {
    expect(rightArchiveName(name, kind)).toBeNull();
  });
});

describe('what a CSV was meant to be called', () => {
  test.each([
    ['3501200000_20190501_001.csv', '3501200000_20190501_001.csv'],
    ['350120000a_1080501_000001.CSV', '350120000A_20190501_000001.csv'],
    ['３５０１２０００００＿20190501_001.csv.csv', '3501200000_20190501_001.csv'],
  ])('%s -> %s', (name, right) => expect(rightCsvName(name)).toBe(right));

  test.each(['3501200000_1080231_001.csv', '3501200000_20190501_01.csv', '3501200000_20190501_001.txt', 'x.csv'])(
    '%s would be a guess',
    (name) => expect(rightCsvName(name)).toBeNull(),
  );
});

const part = (path: string, kind: ArchiveKind = '7z'): Part => ({
  shown: path,
  path,
  kind,
  inside: undefined,
  judged: new Set(),
  async *bytes() {},
});

/** What archives of these names become, when cells write these names. */
function named(parts: readonly Part[], ...cells: string[]) {
  const spellings = Map.groupBy(cells, (cell) => archiveStem(cell) ?? '');
  const sets = new Map([...spellings].map(([stem, ways]) => [stem, new Map(ways.map((way) => [way, 1]))]));
  const { namings, taken } = archiveNames(parts, sets);
  return [namings.map(({ from, to, cells: wrong }) => [from, to, wrong]), taken.map(({ path }) => path)];
}

describe('an archive and the cells that name it', () => {
  test('are given one name together', () => {
    expect(named([part(`in/${DCF.toLowerCase()}.7Z`)], `${DCF}.7z`)).toEqual([
      [[`${DCF.toLowerCase()}.7Z`, `${DCF}.7z`, []]],
      [],
    ]);
    expect(named([part(`${DCF}.7z`, 'cab')], `${DCF}.7z`, `images\\${DCF}.CAB`, `${DCF}.CAB`)).toEqual([
      [[`${DCF}.7z`, `${DCF}.CAB`, [`${DCF}.7z`, `images\\${DCF}.CAB`]]],
      [],
    ]);
    expect(named([part(`${DCF}.7z`)], DCF)).toEqual([[[`${DCF}.7z`, `${DCF}.7z`, [DCF]]], []]);
    expect(named([part(`${DCF}.7z`)], `${DCF}.7z`)).toEqual([[], []]);
  });

  test('are left alone where nobody can say which is meant', () => {
    expect(named([part(`${DCF}.7z`), part(`${DCF}.CAB`, 'cab')], `${DCF}.cab`)).toEqual([[], []]);
    expect(named([part(`${DCF}.zip`, 'zip')], `${DCF}.7z`)).toEqual([[], []]);
  });

  test('are left alone where the name is taken', () => {
    const other = part(`${DCF}.CAB/`, 'unknown');
    expect(named([part(`${DCF}.7z`, 'cab'), { ...other, path: `${DCF}.cab` }].slice(0, 1))).toEqual([
      [[`${DCF}.7z`, `${DCF}.CAB`, []]],
      [],
    ]);
  });
});

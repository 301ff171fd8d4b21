import { describe, expect, test } from 'vitest';
import { fixLines, toldFixes } from '../../src/fix/lines.ts';
import { writeZip } from '../support/archives/zip.ts';
import { type Repaired, repair } from '../support/fix/repair.ts';
import { NAMES, naming, sevenZ, withAtt } from '../support/fix/wrong.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

const lines = ({ fixed }: Repaired, language: 'zh-TW' | 'en' = 'zh-TW'): string[] => [
  ...fixLines(fixed, { dryRun: false, out: [] }, language),
];
const others = NAMES.filter((name) => name !== 'pathology.pdf');

describe('what is told of a repair', () => {
  test('holds no identifier that slipped into a name', async () => {
    const [id, folder] = ['F129876543', '0912-345-678'];
    const att = sevenZ(...others, `${folder}/${id.toLowerCase()}-report.pdf`);
    const files = withAtt(`ATT${KEY}.7z`, att, naming(`${id}-report.pdf`));
    const moved = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${id}/${name}`, bytes]));
    const repaired = await repair({ [ZIP]: zip(moved) });
    expect(repaired.done).toContain('prior-auth-attachment-case rename-inside');
    const told = [...lines(repaired), ...lines(repaired, 'en'), JSON.stringify(toldFixes(repaired.fixed))].join('\n');
    expect(told).toContain('F12987****-report.pdf');
    expect(told.toUpperCase()).not.toContain(id);
  });

  test('is at most so many alike on a terminal, and all as data', async () => {
    const strays = Array.from({ length: 50 }, (_, i) => [`folder/part-${i}/.DS_Store`, Buffer.from('x')] as const);
    const repaired = await repair({ [ZIP]: zip({ ...caseFiles(), ...Object.fromEntries(strays) }) });
    const dropped = lines(repaired).filter((line) => line.includes('（拿掉）'));
    expect([dropped.length, toldFixes(repaired.fixed).length]).toEqual([20, 50]);
    expect(lines(repaired)).toContain('  … 同樣的還有 30 件（--format json 看全部）');
  });

  test('says why a fix is left to a person', async () => {
    const att = sevenZ(...others, 'a/Pathology.pdf', 'b/PATHOLOGY.pdf');
    const repaired = await repair({ [ZIP]: zip(withAtt(`ATT${KEY}.7z`, att)) });
    expect(lines(repaired)).toEqual([
      '沒有可以自動修正的地方，所以沒有新的檔案',
      '  沒有自動修正：附件檔名大小寫不同（prior-auth-attachment-case）：有不只一個檔案可能是它，不能替您選',
    ]);
    expect(lines(repaired, 'en')[1]).toBe(
      '  not fixed by itself: Letter case of an attachment (prior-auth-attachment-case): more than one file may be meant',
    );
  });

  test('says that a cabinet became a 7z', async () => {
    const { [`ATT${KEY}.CAB`]: cabinet = new Uint8Array(), ...rest } = caseFiles('cancer', naming('PATHOLOGY.pdf'));
    const repaired = await repair({ [ZIP]: zip({ ...rest, [`ATT${KEY}.CAB`]: cabinet }) });
    expect(lines(repaired).find((line) => line.includes('換成 7z'))).toContain(`ATT${KEY}.CAB → ATT${KEY}.7z`);
  });
});

test('a file that is there twice is not chosen from, and both are kept', async () => {
  const files = Object.entries(caseFiles()).map(([name, bytes]) => ({ name, bytes }));
  const bom = {
    name: `FHR${KEY}.JSON`,
    bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), files[0]?.bytes ?? Buffer.alloc(0)]),
  };
  const leftover = { name: '.DS_Store', bytes: Buffer.from('x') };
  const repaired = await repair({ [ZIP]: writeZip([...files, bom, leftover]) });
  expect(repaired.done).toEqual(['prior-auth-zip-stray drop-file']);
  expect(repaired.left).toContain('prior-auth-fhr-bom not-certain');
  expect(repaired.fixed.after.files.map(({ size }) => size).sort()).toEqual(
    [...files, bom].map(({ bytes }) => bytes.length).sort(),
  );
});

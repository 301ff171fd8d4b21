import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/intake/collect.ts';
import { memorySource } from '../../src/intake/memory.ts';
import { openZip } from '../../src/readers/archive/zip.ts';
import { scratch } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { attachmentsOf } from '../support/corpus/fhr.ts';
import { insideOf } from '../support/corpus/inside.ts';
import { hasSamples, SAMPLES, sampleFiles } from '../support/corpus/samples.ts';
import { type Built, build } from '../support/product/built.ts';
import { base, caseFiles, type Files, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

if (!hasSamples) process.stderr.write(`NHI's examples are not at ${SAMPLES}: their story is skipped\n`);

/** Where a package comes from: its files as they should be, and its Bundle. */
const ORIGINS: readonly [string, boolean, () => { files: Files; bundle: unknown }][] = [
  ["NHI's example with made-up attachments", hasSamples, () => sampleFiles('bun-1')],
  ['our own Bundle', true, () => ({ files: caseFiles(), bundle: base() })],
];

/** The same, packed wrongly: layer, Western date, lower case, BOM, the case of an attachment's name; and no DCF. */
async function wrongly({ files, bundle }: { files: Files; bundle: unknown }): Promise<Files> {
  const names = attachmentsOf(bundle);
  const att = await write7z(
    names.map((name, i) => ({ name: i === 0 ? name.toUpperCase() : name, bytes: insideOf(name, undefined) })),
  );
  const inside = {
    [`out/fhr${KEY}.JSON`]: Buffer.concat([Buffer.from('\ufeff'), files[`FHR${KEY}.JSON`] ?? Buffer.alloc(0)]),
    [`out/ATT${KEY}.7z`]: att,
  };
  return { '3501200000_20260512_001.zip': zip(inside) };
}

/** The members of a zip, as a person sees them who unpacks it. */
async function unpacked(file: string): Promise<Files> {
  const { entries } = await openZip(memorySource('x.zip', readFileSync(file)));
  const files: Files = {};
  for (const entry of entries) files[entry.path] = (await collect(entry.body(), 2 ** 30)) ?? new Uint8Array();
  return files;
}

describe.each(ORIGINS)('%s, packed wrongly in five ways and without its images', (_, isHere, origin) => {
  test.skipIf(!isHere)('is repaired by the tool, completed by hand, handed over, and history tells it', async () => {
    const right = origin();
    using data = scratch(await wrongly(right));
    const at = (...names: string[]): string => join(data.path, ...names);
    const run = (command: string, ...args: string[]) =>
      built.run([command, ...args, ...(command === 'history' ? [] : ['--as-of', '2026-05-12'])], {
        cwd: data.path,
        env: { XDG_DATA_HOME: at('data') },
      });

    const refused = await run('submit', '3501200000_20260512_001.zip', '--to', 'folder:vpn');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/整批會被退件[\s\S]*沒有移交：3501200000_20260512_001\.zip/);
    expect(readdirSync(data.path)).not.toContain('vpn');

    const fixed = await run('fix', '3501200000_20260512_001.zip', '--out', 'fixed');
    expect(fixed.code).toBe(1);
    for (const rule of ['zip-date-western', 'zip-layer', 'file-name-case', 'fhr-bom', 'attachment-case'])
      expect(fixed.stdout).toMatch(new RegExp(`修正 .*（prior-auth-${rule}）：`));
    expect(fixed.stdout).toMatch(/沒有同案件編號的 DCF 檔/);
    const members = await unpacked(at('fixed', ZIP));
    expect(Object.keys(members).sort()).toEqual([`ATT${KEY}.7z`, `FHR${KEY}.JSON`]);
    expect(Buffer.from(right.files[`FHR${KEY}.JSON`] ?? []).equals(members[`FHR${KEY}.JSON`] ?? Buffer.of(0))).toBe(
      true,
    );

    mkdirSync(at('whole'));
    const dcf = { [`DCF${KEY}.CAB`]: right.files[`DCF${KEY}.CAB`] ?? new Uint8Array() };
    writeFileSync(at('whole', ZIP), zip({ ...members, ...dcf }));
    const sent = await run('submit', 'whole', '--to', 'folder:vpn');
    expect(sent.code).toBe(0);
    expect(sent.stdout).toMatch(/^【正式】QB1_R-事前審查正式_FHIR格式/);
    const [folder = ''] = readdirSync(at('vpn'));
    expect(readFileSync(at('vpn', folder, ZIP)).equals(readFileSync(at('whole', ZIP)))).toBe(true);
    const receipt = at('vpn', folder, ZIP.replace('.zip', '.receipt.json'));
    expect((await built.run(['receipt', 'verify', receipt, at('vpn', folder)])).code).toBe(0);

    const { stdout } = await run('history', '--format', 'json');
    const story = JSON.parse(stdout) as { kind: string; name: string; answer: string }[];
    expect(story.map(({ kind, name, answer }) => [kind, name, answer])).toEqual([
      ['refused', '3501200000_20260512_001.zip', 'return-file'],
      ['fixed', ZIP, 'hold'],
      ['handed-over', ZIP, expect.stringMatching(/accept|remind/)],
    ]);
    const again = await run('submit', 'whole', '--to', 'folder:elsewhere');
    expect([again.code, readdirSync(data.path).includes('elsewhere')]).toEqual([1, false]);
  });
});

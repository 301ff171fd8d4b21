import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read.ts';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build, ROOT } from '../support/product/built.ts';
import { caseFiles, KEY, ZIP, zip } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

interface Github {
  readonly jobs: Record<string, { readonly steps: readonly { readonly run?: string }[] }>;
}
const example = (name: string): string => readFileSync(join(ROOT, 'examples/ci', name), 'utf8');
const steps: Record<string, string | undefined> = {
  'github-actions.yaml': (parse(example('github-actions.yaml')) as Github).jobs.precheck?.steps
    .map(({ run }) => run)
    .find((run) => run?.includes('nhi-precheck check')),
  'gitlab-ci.yaml': (parse(example('gitlab-ci.yaml')) as Record<string, { script: string[] }>)[
    'nhi-precheck'
  ]?.script.find((line) => line.includes('nhi-precheck check')),
};

/** A project that has nhi-precheck as a dependency and its packages in out/. */
function project(files: Record<string, Uint8Array>) {
  const folder = scratch(files);
  const bin = join(folder.path, 'node_modules/.bin/nhi-precheck');
  mkdirSync(dirname(bin), { recursive: true });
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${built.bin}" "$@" --as-of 2026-05-12\n`);
  chmodSync(bin, 0o755);
  writeFileSync(join(folder.path, 'package.json'), '{}');
  writeFileSync(join(folder.path, 'nhi-precheck.yaml'), example('nhi-precheck.yaml'));
  return folder;
}

const run = (script: string, cwd: string) =>
  spawnSync('/bin/sh', ['-ec', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, HOME: built.home, XDG_DATA_HOME: join(built.home, 'data'), GITHUB_STEP_SUMMARY: '' },
  });

const { [`DCF${KEY}.CAB`]: _, ...withoutImages } = caseFiles();
const hasNpx = ((): boolean => {
  try {
    execFileSync('npx', ['--version'], { stdio: 'ignore', env: process.env });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasNpx || delimiter === ';')('the pipelines of examples/ci', () => {
  test.each(Object.entries(steps))('%s runs its step: 0 for what is taken, 1 for what waits', (_, script) => {
    using good = project({ [`out/${ZIP}`]: zip(caseFiles()) });
    const taken = run(script ?? '', good.path);
    expect([taken.status, taken.stderr]).toEqual([0, expect.not.stringContaining('Error')]);
    using wait = project({ [`out/${ZIP}`]: zip(withoutImages) });
    const held = run(script ?? '', wait.path);
    expect(held.status).toBe(1);
    expect(held.stdout).toContain('沒有同案件編號的 DCF');
    expect(readFileSync(join(wait.path, 'nhi-precheck.xml'), 'utf8')).toContain('failures="1"');
    expect(readFileSync(join(wait.path, 'nhi-precheck.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test('the configuration is one', async () => {
    const { config } = await readConfig(join(ROOT, 'examples/ci/nhi-precheck.yaml'));
    expect(config.handOver?.purpose).toBe('test');
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build, ended } from '../support/product/built.ts';
import { longWork } from '../support/product/long-work.ts';
import { base, KEY, ZIP } from '../support/product/packages.ts';

const ESC = '\u001b[';
/** `script` of util-linux gives a child a terminal; that of other systems has other options. */
const scriptWorks = ((): boolean => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

let built: Built;
const bundle = base();
bundle.entry[1].fullUrl = 'Patient/王測明';
bundle.entry[0].resource.patient.reference = 'MRN00778899';
const folder = scratch({ [`FHR${KEY}.JSON`]: JSON.stringify(bundle) });
beforeAll(() => {
  built = build();
});
afterAll(() => {
  built[Symbol.dispose]();
  folder[Symbol.dispose]();
});

const ARGS = ['check', '.', '--as-of', '2026-05-12'];
const piped = (args: readonly string[], env = {}) => built.run([...ARGS, ...args], { cwd: folder.path, env });

/** No progress line, which would come and go with the speed of the machine, but colours. */
const IN_CI = { CI: 'true', GITHUB_ACTIONS: 'true' };

/** Runs the command with a terminal as standard output; both outputs come out of it together. */
async function onTerminal(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const quoted = [process.execPath, built.bin, ...ARGS, ...args].map((part) => `'${part}'`).join(' ');
  const { CI: _, NO_COLOR: __, ...inherited } = process.env;
  const child = spawn('script', ['-qefc', quoted, '/dev/null'], {
    cwd: folder.path,
    env: { ...inherited, TERM: 'xterm-256color', XDG_DATA_HOME: built.home, ...IN_CI, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout } = await ended(child);
  expect(code).toBe(1);
  return stdout.replaceAll('\r\n', '\n');
}

describe('into a pipe', () => {
  test('no colour, not even when it is asked for; no time, no progress', async () => {
    for (const env of [{}, { FORCE_COLOR: '3' }, { TERM: 'xterm-256color', COLORTERM: 'truecolor' }]) {
      const { stdout, stderr } = await piped([], env);
      expect(stdout).not.toContain(ESC);
      expect(stdout.split('\n')[1]).toMatch(/ 個案件$/);
      expect(stderr).toBe('');
    }
  });

  test.each([['pretty'], ['json']])('--show-values is refused with a word, values stay masked (%s)', async (format) => {
    const { code, stdout, stderr } = await piped(['--show-values', '--format', format]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/只在終端機.*Values stay masked/);
    expect(stdout).toBe((await piped(['--format', format])).stdout);
    expect(stdout).not.toMatch(/王測明|MRN00778899/);
  });
});

describe.skipIf(!scriptWorks)('on a terminal (needs `script` of util-linux)', () => {
  test('colours and the time', async () => {
    const stdout = await onTerminal([]);
    expect(stdout).toContain(`${ESC}1m`);
    expect(stdout.split('\n')[1]).toMatch(/ · \d+\.\d 秒$/);
    const plain = stdout.replace(/\u001b\[\d{1,2}m/g, '').replace(/ · \d+\.\d 秒$/m, '');
    expect(plain).toBe((await piped([])).stdout);
  });

  test('NO_COLOR: none', async () => {
    expect(await onTerminal([], { NO_COLOR: '1' })).not.toContain(ESC);
  });

  test('--show-values shows them', async () => {
    const stdout = await onTerminal(['--show-values']);
    expect(stdout).toContain('MRN00778899');
    expect(stdout).not.toContain('Values stay masked');
    expect(await onTerminal([])).not.toContain('MRN00778899');
  });

  test('--show-values is refused for JSON and for a file', async () => {
    for (const args of [
      ['--format', 'json'],
      ['--output', '../out.txt'],
    ]) {
      using away = scratch();
      const given = args.map((arg) => arg.replace('..', away.path));
      const stdout = await onTerminal(['--show-values', ...given]);
      expect(stdout).toContain('Values stay masked');
      expect(stdout).not.toContain('MRN00778899');
      expect(stdout).not.toContain(ESC);
    }
  });

  test('a progress line on long work; Ctrl-C ends it, and the cursor is there again', {
    timeout: 300_000,
  }, async () => {
    using data = scratch({ [ZIP]: await longWork() });
    const { CI: _, ...inherited } = process.env;
    const child = spawn('script', ['-qefc', `'${process.execPath}' '${built.bin}' check '${ZIP}'`, '/dev/null'], {
      cwd: data.path,
      env: { ...inherited, TERM: 'xterm-256color', XDG_DATA_HOME: built.home },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let seen = '';
    let pressed = false;
    child.stdout.on('data', (bytes: Buffer) => {
      seen += bytes.toString();
      if (!pressed && seen.includes('檢查中… 1/')) child.stdin.write('\u0003');
      pressed ||= seen.includes('檢查中… 1/');
    });
    const { code } = await ended(child);
    expect(code).toBe(130);
    expect(seen).toContain('已中止，沒有結果。');
    expect(seen.lastIndexOf(`${ESC}?25h`)).toBeGreaterThanOrEqual(seen.lastIndexOf(`${ESC}?25l`));
  });
});

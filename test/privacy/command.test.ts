import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../support/archives/scratch.ts';
import { type Built, build, type Ended } from '../support/product/built.ts';
import { isString, leaks, MARKED, MARKERS, paths, put } from '../support/product/markers.ts';
import { base, caseFiles, KEY } from '../support/product/packages.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built[Symbol.dispose]());

const marked = base();
for (const [i, path] of paths(marked, isString).entries())
  if (path.at(-1) !== 'resourceType' && !path.includes('profile')) put(marked, path, MARKED[i % MARKED.length]);
const text = JSON.stringify(marked, null, 1);

const clean = ({ stdout, stderr }: Ended): void => {
  expect(stdout + stderr).not.toBe('');
  expect(leaks(stdout + stderr)).toEqual([]);
};

describe('what the command writes', () => {
  test('the report, in every format and language, to standard output and to a file', { timeout: 120_000 }, async () => {
    using data = scratch({ [`in/FHR${KEY}.JSON`]: text });
    for (const format of ['pretty', 'json'])
      for (const lang of ['zh-TW', 'en']) {
        const args = ['check', join(data.path, 'in'), '--format', format, '--lang', lang, '--verbose', '--show-values'];
        const direct = await built.run(args);
        expect(direct.code).toBe(1);
        clean(direct);
        const out = join(data.path, 'out');
        clean(await built.run([...args, '--output', out]));
        expect(readFileSync(out, 'utf8')).toBe(direct.stdout);
      }
  });

  test('2: a file of a patient taken for the configuration, whole and broken', { timeout: 120_000 }, async () => {
    const sheets = [
      text,
      text.slice(0, 900),
      `${text}${MARKERS.name}`,
      ...MARKED.flatMap((marker) => [
        `${marker}: 1`,
        `institution: "${marker}0"`,
        `language: "${marker}"`,
        `limits: { ${marker}: 5 }`,
        `institution: *${marker}`,
        `institution: !${marker} x`,
        `${marker}\n${marker}: [${marker}`,
        `${marker}: 1\n${marker}: 2`,
        `%${marker} 1\n---\n- x`,
      ]),
    ];
    using data = scratch(Object.fromEntries(sheets.map((sheet, i) => [`${i}.yaml`, sheet])));
    using given = scratch(caseFiles());
    const wrong = await Promise.all(
      sheets.map(async (_, i) => built.run(['check', given.path, '--config', join(data.path, `${i}.yaml`)])),
    );
    for (const ended of wrong) clean(ended);
    expect(wrong.filter(({ code }) => code === 2).length).toBeGreaterThan(sheets.length / 2);
  });

  test('3: nothing recognisable', async () => {
    using data = scratch({ 'a.json': JSON.stringify(MARKED), 'b.json': MARKED.join('\n'), 'c.txt': text });
    const ended = await built.run(['check', data.path]);
    expect(ended.code).toBe(3);
    clean(ended);
  });

  test('4: a rule that throws with the words of the file', async () => {
    using broken = build();
    const words = '{ zh: x, en: x }';
    const fields = `title: ${words}, clause: fhir-r4/json, outcome: remind, who: vendor, message: ${words}, todo: ${words}`;
    const check = `fhirpath: { focus: "descendants().ofType(string)", assert: "'x'.matches($this + '(')" }`;
    const file = join(broken.folder, 'rules', 'prior-auth', 'bundle.yaml');
    appendFileSync(file, `\n  prior-auth-thrower: { ${fields}, ${check}, examples: corpus }\n`);
    using data = scratch({ [`FHR${KEY}.JSON`]: text });
    const ended = await broken.run(['check', data.path]);
    expect(ended.code).toBe(4);
    clean(ended);
  });

  test('4: a slip anywhere, whose message holds the file', { timeout: 120_000 }, async () => {
    using data = scratch({ [`FHR${KEY}.JSON`]: text });
    const slips = [
      'JSON.parse',
      'Array.prototype.flatMap',
      'Map.groupBy',
      'Object.fromEntries',
      'String.prototype.normalize',
      'Array.prototype.toSorted',
      'TextDecoder.prototype.decode',
    ];
    let faults = 0;
    for (const slip of slips) {
      const dot = slip.lastIndexOf('.');
      const code = `const holder = ${slip.slice(0, dot)}, name = '${slip.slice(dot + 1)}', own = holder[name];
        holder[name] = function (...args) {
          if (!/built[-].*dist/.test(new Error().stack)) return own.apply(this, args);
          const error = new RangeError(process.env.MARKED, { cause: new Error(process.env.MARKED) });
          error.path = process.env.MARKED;
          throw error;
        };`;
      const ended = await built.run(['check', data.path], {
        node: ['--import', `data:text/javascript,${encodeURIComponent(code)}`],
        env: { MARKED: MARKED.join(' ') },
      });
      clean(ended);
      expect([0, 1, 4]).toContain(ended.code);
      if (ended.code === 4) faults++;
    }
    expect(faults).toBeGreaterThan(4);
  });

  test('4: an error that nothing awaits', async () => {
    using data = scratch({ [`FHR${KEY}.JSON`]: text });
    const throws = 'throw new TypeError(process.env.MARKED)';
    for (const code of [`setTimeout(() => { ${throws} }, 100)`, `setTimeout(async () => { ${throws} }, 100)`]) {
      const ended = await built.run(['check', data.path], {
        node: ['--import', `data:text/javascript,${encodeURIComponent(code)}`],
        env: { MARKED: MARKED.join(' ') },
      });
      expect(ended.code).toBe(4);
      expect(ended.stderr).toContain('TypeError');
      clean(ended);
    }
  });

  test('a folder between: names on disk are shown, nothing of the content', async () => {
    using data = scratch();
    mkdirSync(join(data.path, '五月 送件'));
    writeFileSync(join(data.path, '五月 送件', `FHR${KEY}.JSON`), text);
    const ended = await built.run(['check', data.path, '--format', 'json']);
    expect(ended.stdout).toContain('五月 送件');
    clean(ended);
  });
});

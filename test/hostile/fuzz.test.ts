import { describe, expect, test } from 'vitest';
import type { ProfileRow } from '../../src/channels/prior-auth/profiles.ts';
import { validators } from '../../src/engine/validators.ts';
import { precheck } from '../../src/precheck.ts';
import { type Report, ReportSchema } from '../../src/report/report-schema.ts';
import { ownLibrary } from '../../src/rules.ts';
import { seeded } from '../support/archives/scratch.ts';
import { get, type Path, paths, put } from '../support/product/markers.ts';
import { type Any, AS_OF, type Base, base, KEY, sources } from '../support/product/packages.ts';

const shape = validators();
const table = ((await ownLibrary()).codes.get('prior-auth-profiles') ?? {}) as Record<string, ProfileRow>;
const VALUES: readonly unknown[] = [null, 7, 'x', [], {}, true];

/** Judges an FHR whose ATT and DCF were sent before: nothing but the Bundle can keep it from being accepted. */
async function judged(bundle: Any): Promise<Report> {
  const given = sources({ [`FHR${KEY}.JSON`]: Buffer.from(JSON.stringify(bundle)) });
  const [report] = await precheck(given, { asOf: AS_OF, ledger: { sentBefore: (name) => !name.startsWith('FHR') } });
  if (!report) throw new Error('not recognised');
  return report;
}

/** Whether what stands at a path makes the only entry of a mandatory profile what it is. */
function mandatory(bundle: Any, path: Path, kind: Base): boolean {
  const [root, index, part, ...rest] = path;
  if (root === 'resourceType' || (root === 'entry' && path.length === 1)) return true;
  if (root !== 'entry' || typeof index !== 'number') return false;
  const profile: string = bundle.entry[index].resource.meta.profile[0].split('/').at(-1);
  const count = bundle.entry.filter((entry: Any) => entry.resource.meta.profile[0].endsWith(`/${profile}`)).length;
  if ((table[profile]?.[kind]?.[0] ?? 0) < count) return false;
  return (
    part === undefined ||
    (part === 'resource' && (rest.length === 0 || rest[0] === 'meta' || rest[0] === 'resourceType'))
  );
}

describe.each<Base>(['cancer', 'imm'])('%s', (kind) => {
  test('untouched, it is accepted', async () => {
    expect((await judged(base(kind))).verdict.answer).toBe('accept');
  });

  test('each node in turn replaced by each kind of JSON (deep ones by two): never a fault, never accepted without what is mandatory', {
    timeout: 900_000,
  }, async () => {
    const whole = base(kind);
    let vanished = 0;
    for (const [i, path] of paths(whole, () => true).entries())
      for (const value of path.length < 6 ? VALUES : [VALUES[i % 6], VALUES[(i + 1 + (i % 5)) % 6]]) {
        if (JSON.stringify(get(whole, path)) === JSON.stringify(value)) continue;
        const { verdict } = await judged(put(base(kind), path, value));
        if (!mandatory(whole, path, kind)) continue;
        vanished++;
        expect({ path: path.join('/'), value, answer: verdict.answer }).not.toMatchObject({ answer: 'accept' });
      }
    expect(vanished).toBeGreaterThan(100);
  });

  test('each node taken away', { timeout: 900_000 }, async () => {
    const whole = base(kind);
    for (const path of paths(whole, () => true)) {
      const bundle = base(kind);
      const parent = get(bundle, path.slice(0, -1));
      const key = path.at(-1);
      if (key === undefined) continue;
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else delete parent[key];
      const { verdict } = await judged(bundle);
      if (mandatory(whole, path, kind))
        expect({ path: path.join('/'), answer: verdict.answer }).not.toMatchObject({ answer: 'accept' });
    }
  });

  test('seeded: up to ten nodes at once, exchanged, repeated, nested; reports stay in shape', {
    timeout: 900_000,
  }, async () => {
    const random = seeded(4);
    for (let i = 0; i < 600; i++) {
      const bundle = base(kind);
      for (let n = random(10); n >= 0; n--) {
        const all = paths(bundle, () => true).slice(1);
        const [one, other] = [all[random(all.length)] ?? ['type'], all[random(all.length)] ?? ['type']];
        const value = random(2) ? structuredClone(get(bundle, other)) : VALUES[random(VALUES.length)];
        put(bundle, one, random(8) ? value : [value, value]);
      }
      expect(shape.firstError(ReportSchema, await judged(bundle))).toBeNull();
    }
  });
});

test('any text at all: never a fault', { timeout: 300_000 }, async () => {
  const random = seeded(7);
  const text = Buffer.from(JSON.stringify(base()));
  for (let i = 0; i < 500; i++) {
    const bytes = Buffer.from(text);
    for (let n = random(20); n >= 0; n--) bytes[random(bytes.length)] = random(256);
    const given = sources({ [`FHR${KEY}.JSON`]: random(3) ? bytes : bytes.subarray(0, random(bytes.length)) });
    const [report] = await precheck(given, { asOf: AS_OF });
    expect(shape.firstError(ReportSchema, report)).toBeNull();
  }
});

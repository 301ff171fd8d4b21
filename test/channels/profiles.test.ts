import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Value } from '@sinclair/typebox/value';
import { describe, expect, test } from 'vitest';
import { ProfileRow, profileTable } from '../../src/channels/prior-auth/profiles.ts';
import { ownLibrary } from '../../src/rules.ts';

const table = profileTable((await ownLibrary()).codes.get('prior-auth-profiles') ?? {});
const guide = path.resolve(import.meta.dirname, '../../../shared/ig/pas-1.2.3.tgz');

test('every row of the profile table has the shape that the channel reads', () => {
  for (const [id, row] of Object.entries(table)) expect(Value.Check(ProfileRow, row), id).toBe(true);
});

test('an owner names a profile of the table, or the Claim', () => {
  for (const { owner, byCategory } of Object.values(table))
    for (const each of [owner, ...Object.values(byCategory ?? {})])
      if (each) expect(['Claim', ...Object.keys(table)]).toContain(each.split('.')[0]);
});

interface Element {
  id: string;
  min: number;
  max: string;
  type?: { code: string; profile?: string[] }[];
}

describe.skipIf(!existsSync(guide))('against the guide itself (skipped where ../shared is absent)', () => {
  test.each([
    ['cancer', 'Bundle-twpas'],
    ['imm', 'Bundle-immunologic-agent-twpas'],
  ] as const)('entries of a %s Bundle', (kind, id) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
    execFileSync('tar', ['xzf', guide, '-C', folder]);
    const file = path.join(folder, 'package', `StructureDefinition-${id}.json`);
    const { snapshot } = JSON.parse(readFileSync(file, 'utf8')) as { snapshot: { element: Element[] } };
    rmSync(folder, { recursive: true });
    const slices = snapshot.element.filter((element) => /^Bundle\.entry:[^.]+$/.test(element.id));
    const stated = slices.map(({ id: slice, min, max }) => {
      const type = snapshot.element.find((element) => element.id === `${slice}.resource`)?.type?.[0];
      return [type?.profile?.[0]?.split('/').pop(), type?.code, min, max];
    });
    const ours = Object.entries(table).flatMap(([profile, row]) => {
      const bounds = row[kind];
      return bounds ? [[profile, row.type, bounds[0], String(bounds[1] ?? '*')]] : [];
    });
    const text = (rows: unknown[][]): string[] => rows.map((row) => row.join(' ')).sort();
    expect(text(ours)).toEqual(text(stated));
  });
});

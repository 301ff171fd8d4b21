import { describe, expect, test } from 'vitest';
import { ANSWERS } from '../../src/engine/outcome.ts';
import { seeded } from '../support/archives/scratch.ts';
import { write7z } from '../support/archives/sevenzip.ts';
import { writeZip } from '../support/archives/zip.ts';
import { repair } from '../support/fix/repair.ts';
import { archived, member, NAMES, sha, withAtt, zipped } from '../support/fix/wrong.ts';
import { KEY } from '../support/product/packages.ts';

/** Slips of a name; the first is none. */
const SLIPS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.replace(/[A-Z]/, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (name) => name.replace(/[0-9]/, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (name) => `folder/${name}`,
  (name) => `other/deep/${name}`,
  (name) => name + /\.[^.]*$/.exec(name)?.[0],
  (name) => name.replace(/\.[^.]*$/, ''),
  (name) => ` ${name}`,
  (name) => name.replace('.', ' .'),
  (name) => name.normalize('NFD'),
  (name) => name.replace('a', 'á').normalize('NFD'),
  (name) => name.replace('_', '-'),
  (name) => name.replace(/.\./, '.'),
];

type Below = (below: number) => number;
const slipped = (name: string, random: Below): string => {
  const once = SLIPS[random(SLIPS.length)]?.(name) ?? name;
  return random(3) === 0 ? (SLIPS[random(SLIPS.length)]?.(once) ?? once) : once;
};

/** Distinct names for one disk: a slip that makes two alike is not taken. */
function namesOf(right: readonly string[], random: Below): string[] {
  const taken = new Set<string>();
  return right.map((name) => {
    const [wrong, key] = ((one: string) => [one, one.trim().normalize('NFC')])(slipped(name, random));
    const isFree = !taken.has(key) && !key.endsWith('/');
    taken.add(isFree ? key : name);
    return isFree ? wrong : name;
  });
}

const LEFTOVERS = ['__MACOSX/._x', '.DS_Store', 'folder/Thumbs.db'];
const leftover = Buffer.from('left behind');

/** The hashes of all files of a package: of those in its 7z, and of the others. */
async function hashesOf(zip: Uint8Array, att: string): Promise<string[]> {
  const outer = (await zipped(zip)).filter(([name]) => name !== att).map(([, hash]) => hash);
  const inner = (await archived(await member(zip, att))).filter(([name]) => !name.endsWith('/'));
  return [...outer, ...inner.map(([, hash]) => hash)].filter((hash) => hash !== sha(leftover)).sort();
}

describe('whatever slips the names have', () => {
  let repairs = 0;
  test.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'seed %i: no file is lost, and no answer gets worse',
    async (seed) => {
      const random = seeded(seed);
      const contents = NAMES.map((name, i) => Buffer.from(`${name} ${i}`));
      const inner = namesOf(NAMES, random).map((name, i) => ({ name, bytes: contents[i] ?? leftover }));
      const files = Object.entries(withAtt(`ATT${KEY}.7z`, write7z(inner)));
      const names = namesOf(
        files.map(([name]) => name),
        random,
      );
      const left = LEFTOVERS.filter(() => random(2) === 0).map((name) => ({ name, bytes: leftover }));
      const zip = writeZip([...files.map(([, bytes], i) => ({ name: names[i] ?? '', bytes })), ...left]);
      const att = names[files.findIndex(([name]) => name.startsWith('ATT'))] ?? '';
      const date = random(2) === 0 ? '1150512' : '20260512';
      const { fixed, out } = await repair({ [`3501200000_${date}_001.zip`]: zip });
      const [before, after] = [fixed.before, fixed.after].map(({ judged }) => ANSWERS.indexOf(judged.answer));
      expect(after).toBeGreaterThanOrEqual(before ?? 0);
      expect(out.size > 0).toBe(fixed.edits.length > 0);
      repairs += out.size;
      for (const bytes of out.values()) {
        const hash = new Map(await zipped(bytes));
        const now =
          [...hash.keys()].find((name) => /att/i.test(name.normalize('NFKC')) && /7z|CAB|^[^.]*$/i.test(name)) ?? '';
        expect(await hashesOf(bytes, now)).toEqual(await hashesOf(Buffer.from(zip), att));
      }
    },
  );

  test('most of them are repaired, at least in part', () => {
    expect(repairs).toBeGreaterThan(30);
  });
});

import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { seeded } from '../support/archives/scratch.ts';
import { writeZip } from '../support/archives/zip.ts';
import { labFilesOf } from '../support/corpus/lab-result/pack.ts';
import { only, repair } from '../support/fix/repair.ts';
import { member, zipped } from '../support/fix/wrong.ts';
import type { Files } from '../support/product/packages.ts';

const HDATA = ['lab', { on: 'image', rdata: [{ r11: '左＜右 ＆ ’ ”' }] }, 'pathology', 'joint', 'lab'] as const;

/** A line with a field, in the text of an XML. */
const LINE = /\r\n +<([hr][0-9-]+)>([^<]*)<\/\1>/g;
type Damage = (line: string, tag: string, value: string) => string | undefined;

/** Damages of fields, each of which has but one thing that it can have been; undefined where it does not apply. */
const FIELDS: readonly Damage[] = [
  (line, tag) => line.replaceAll(tag, tag.toUpperCase()),
  (line) => `${line}\r\n    <r14> </r14>`.replace('<r14> </r14>', line.includes('<h') ? '<h29></h29>' : '<r14/>'),
  (line, tag, value) => (tag === 'h10' && value === '0600101' ? line.replace('>0', '>') : undefined),
  (line, tag, value) => (tag === 'h20' && value.startsWith('1150') ? line.replace('>1150', '>115') : undefined),
  (line) => (line.includes('＜') ? line.replace('＜', '&lt;').replace('＆', '&#38;').replace('’', "'") : undefined),
  (line) => (line.includes('”') ? line.replace('”', '&quot;') : undefined),
];

/** Swaps two lines of fields beside each other. */
const swapped = (text: string, at: number): string => {
  let count = 0;
  return text.replace(/(\r\n +<([hr])[0-9-]+>[^<]*<\/[^>]*>)(\r\n +<\2[0-9-]+>[^<]*<\/[^>]*>)/g, (all, a, _, b) =>
    count++ === at ? b + a : all,
  );
};

const FILES: readonly ((text: string) => Files)[] = [
  (text) => ({ 'TOTFA.zip': writeZip([{ name: 'TOTFA.xml', bytes: iconv.encode(text, 'cp950') }]) }),
  (text) => ({ 'TOTFA.xml': iconv.encode(text, 'cp950') }),
  (text) => ({ 'TOTFA.xml': Buffer.from(text.replace('"Big5"', '"UTF-8"')) }),
  (text) => ({ 'TOTFA.xml': Buffer.from(`\ufeff${text.replace('"Big5"', '"UTF-16"')}`, 'utf16le') }),
  (text) => ({
    'TOT-FA.zip': writeZip([
      { name: '__MACOSX/._TOTFA.xml', bytes: Buffer.from('x') },
      { name: 'a/TOTFA.xml', bytes: Buffer.from(text) },
    ]),
  }),
];

test('what is damaged in any certain ways is as it was again, XML and zip', async () => {
  const [file] = labFilesOf({ hdata: [...HDATA], pack: 'loose' });
  const right = Buffer.from(file?.bytes ?? []);
  for (let seed = 1; seed <= 25; seed++) {
    const random = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
    let text = iconv.decode(right, 'cp950');
    const hurt = new Set<string>();
    for (let n = random(6); n > 0; n--) {
      const damage = pick(FIELDS);
      const lines = [...text.matchAll(LINE)].filter(
        ({ 0: line, 1: tag = '', 2: value = '' }) => !hurt.has(tag) && damage(line, tag, value) !== undefined,
      );
      const chosen = pick(lines);
      if (!chosen) continue;
      const { 0: line, 1: tag = '', 2: value = '', index } = chosen;
      hurt.add(tag);
      text = text.slice(0, index) + damage(line, tag, value) + text.slice(index + line.length);
    }
    for (let n = random(3); n > 0; n--) text = swapped(text, random(40));
    const files = pick(FILES)(text);
    const { out, fixed, left, findings } = await repair(files);
    const told = { seed, files: Object.keys(files), text };
    expect({ ...told, left, findings }).toEqual({ ...told, left: [], findings: [] });
    if (out.size === 0) continue; // nothing was damaged
    const [name, zip] = only({ out, fixed, left, findings, done: [] });
    expect([name, (await zipped(zip)).map(([inner]) => inner)]).toEqual(['TOTFA.zip', ['TOTFA.xml']]);
    const made = iconv.decode(await member(zip, 'TOTFA.xml'), 'cp950');
    expect({ ...told, made }).toEqual({ ...told, made: iconv.decode(right, 'cp950') });
  }
});

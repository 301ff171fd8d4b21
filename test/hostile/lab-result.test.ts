import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import type { Source } from '../../src/intake/source.ts';
import type { Report } from '../../src/report/report-schema.ts';
import { scratch, seeded } from '../support/archives/scratch.ts';
import { writeZip, type ZipFile } from '../support/archives/zip.ts';
import type { Hdata, HdataKind, Xml } from '../support/corpus/lab-result/case-schema.ts';
import { labChecked } from '../support/corpus/lab-result/checked.ts';
import { labXmlBytes } from '../support/corpus/lab-result/xml.ts';

const zipOf = (entries: readonly ZipFile[]): Source => memorySource('TOTFA.zip', writeZip(entries));
const xmlIn = (bytes: Uint8Array): Source => zipOf([{ name: 'TOTFA.xml', bytes }]);
const checked = (hdata: readonly (Hdata | HdataKind)[], xml: Xml = {}) => labChecked([xmlIn(labXmlBytes(hdata, xml))]);
const findings = ({ report }: { report: Report }, rule: string) =>
  report.findings.filter(({ ruleId }) => ruleId === rule);

describe('encodings', () => {
  it('cut in the middle of a double-byte character', async () => {
    const whole = labXmlBytes(['lab']);
    const half = Buffer.from(whole).indexOf(Buffer.from('A6E5', 'hex')) + 1; // 血
    expect(await checked([], { whole: '' })).toMatchObject({ answer: 'return-file', rules: ['lab-xml-empty'] });
    const { answer, rules } = await labChecked([xmlIn(whole.subarray(0, half))]);
    expect([answer, rules]).toEqual(['return-file', ['lab-xml-cut-short']]);
  });

  it('half a character before a tag does not swallow the tag', async () => {
    const { report, rules } = await checked([{}, {}], { bytes: { 血液: 'A6E5B2' } });
    expect(rules).toEqual(['lab-field-undecodable']);
    expect(report.verdict.units.total).toBe(2);
    expect(report.findings[0]?.locations).toMatchObject([{ line: 20, xpath: '/patient/hdata[1]/h22' }]);
  });

  it('許功蓋: a second byte of 5C is no backslash', async () => {
    const { answer } = await checked([{ h22: '許功蓋餐閱豹' }]);
    expect(answer).toBe('accept');
  });

  it.each<[string, Xml, string]>([
    ['a UTF-8 mark before Big5', { declared: 'Big5', bytes: { '<?xml': 'EFBBBF3C3F786D6C' } }, 'lab-xml-encoding'],
    ['UTF-16, low byte first', { encoding: 'utf-16le', bom: true }, 'lab-xml-encoding'],
    ['UTF-16, high byte first, no mark', { encoding: 'utf-16be' }, 'lab-xml-encoding'],
    ['UTF-8 declared as Big5', { encoding: 'utf-8' }, 'lab-xml-encoding'],
    ['Big5 declared as UTF-8', { declared: 'UTF-8' }, 'lab-xml-encoding'],
    ['GB', { encoding: 'gbk', declared: 'GB18030' }, 'lab-xml-unclear'],
  ])('%s', async (_, xml, rule) => {
    const { answer, rules } = await checked(['lab', 'image', 'pathology'], xml);
    expect(answer).toBe('return-file');
    expect(rules).toContain(rule);
  });
});

describe('Big5 under its other names, and with many characters that cp950 does not have', () => {
  it.each(['csBig5', 'Big5-HKSCS', 'windows-950'])('%s', async (declared) => {
    expect(await checked(['lab'], { declared })).toMatchObject({ answer: 'remind', rules: ['lab-xml-not-big5'] });
  });

  it.each([
    ['HKSCS', '8840'],
    ['造字', 'FA40'],
  ])('%s', async (_, sign) => {
    const told = await checked(['lab'], { bytes: { 血液: sign.repeat(30) } });
    expect(told).toMatchObject({ answer: 'remind', rules: ['lab-field-beyond-big5'] });
  });
});

describe('what XML can do', () => {
  it.each<[string, Xml, string, Report['verdict']['answer']]>([
    ['two roots', { replace: { '</patient>': '</patient>\n<patient/>' } }, 'lab-xml-after-root', 'return-file'],
    ['text after the root', { replace: { '</patient>': '</patient>x' } }, 'lab-xml-after-root', 'return-file'],
    [
      'an attribute of 1 MB',
      { long: 2 ** 20, replace: { '<h22>': '<h22 a="〈long〉">' } },
      'limit-xml-attribute',
      'unknown',
    ],
    ['a tag of 1 MB', { long: 2 ** 20, replace: { 血液: '<〈long〉>' } }, 'limit-xml-name', 'unknown'],
    ['10,000 levels', { deep: 10_000, replace: { 血液: '〈deep〉' } }, 'limit-xml-depth', 'unknown'],
    ['levels as roots', { deep: 10_000, text: '<patient>〈deep〉' }, 'limit-xml-depth', 'unknown'],
  ])('%s', async (_, xml, rule, answer) => {
    const told = await checked(['lab'], xml);
    expect([told.answer, told.rules.filter((id) => id !== 'lab-field-outside')]).toEqual([answer, [rule]]);
  });

  it('billion laughs, quadratic and parameter entities: nothing is expanded', async () => {
    const lol = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    for (const dtd of [`<!ENTITY l0 "lol">${lol}`, `<!ENTITY l10 "${'a'.repeat(100_000)}">`, '<!ENTITY % a "b"> %a;']) {
      const xml = { replace: { '<patient>': `<!DOCTYPE patient [${dtd}]><patient>`, 血液: '&l10;'.repeat(1_000) } };
      const { answer, rules } = await checked(['lab'], xml);
      expect([answer, rules]).toEqual(['unknown', ['limit-xml-dtd']]);
    }
  });

  it('an external entity: the file that it names is not read', async () => {
    using folder = scratch({ 'secret.txt': 'SECRET-7351' });
    const system = `<!DOCTYPE patient [<!ENTITY x SYSTEM "file://${join(folder.path, 'secret.txt')}">]><patient>`;
    for (const text of ['&x;', 'none']) {
      const { answer, report } = await checked(['lab'], { replace: { '<patient>': system, 血液: text } });
      expect(answer).toBe('unknown');
      expect(JSON.stringify(report)).not.toContain('SECRET');
      expect(JSON.stringify(report)).not.toContain('secret.txt');
    }
  });

  it('comments, processing instructions and CDATA change nothing', async () => {
    const replace = {
      '<h22>血液</h22>': '<!-- h22 <h22> --><?note a="<"?><h22>血<!-- 中 --><![CDATA[液]]></h22>',
      '<patient>': '<!-- <hdata> --><?x y?><patient>',
    };
    expect((await checked(['lab'], { replace })).answer).toBe('accept');
    const signs = await checked(['lab'], { replace: { 血液: '<![CDATA[血 & <液>]]>' } });
    expect(signs.answer).toBe('return-unit');
  });

  it('tags that nobody knows, in all places', async () => {
    const replace = { '<patient>': '<patient><x/><h1>1</h1>', '<hdata>': '<hdata><x><y>z</y></x>' };
    const told = await checked(['lab'], { replace });
    expect(told.answer).toBe('return-unit');
    expect(told.rules).toContain('lab-field-unknown');
  });

  it('ids and names as tags are not told', async () => {
    const strange = '<A123456789>x</A123456789><王小明 a="1"><b/></王小明>';
    for (const place of ['</h26>', '<patient>', '</r4>', '血液', '</patient>']) {
      const { report } = await checked(['lab'], { replace: { [place]: `${place}${strange}` } });
      expect(report.findings.length).toBeGreaterThan(0);
      expect(JSON.stringify(report)).not.toMatch(/A123456789|王小明/);
    }
  });

  it('what stands behind a & is told only where it is a reference', async () => {
    for (const [text, shown] of [
      ['R&A123456789;', '& 不是'],
      ['R&nbsp;', '&nbsp; 不是'],
      ['&#x1F;', '&#x1F;'],
      ['\u0001', 'U+0001'],
    ] as const) {
      const { report } = await checked(['lab'], { replace: { 血液: text } });
      expect(report.findings[0]?.message).toContain(shown);
      expect(JSON.stringify(report)).not.toContain('A123456789');
    }
  });

  it('a second document behind the first is told as such', async () => {
    const again = '</patient>\n<?xml version="1.0" encoding="Big5"?><patient/>';
    expect((await checked(['lab'], { replace: { '</patient>': again } })).rules).toEqual(['lab-xml-after-root']);
  });

  it('4,001 characters, and 4,000', async () => {
    const report = (length: number) => checked([{ on: 'image', rdata: [{ r7: '〈long〉' }] }], { long: length });
    expect(findings(await report(4_001), 'lab-field-length-report')[0]?.message).toContain('4001');
    expect((await report(4_000)).rules).not.toContain('lab-field-length-report');
  });

  it('10,000 rdata in one hdata', async () => {
    const rdata = Array.from({ length: 10_000 }, () => ({}));
    const { report, answer } = await checked([{ rdata }, 'lab']);
    expect([answer, report.verdict.units.total]).toEqual(['accept', 2]);
  });
});

describe('zips', () => {
  const xml: ZipFile = { name: 'TOTFA.xml', bytes: labXmlBytes(['lab']) };
  it.each<[string, readonly ZipFile[], string]>([
    [
      'a folder',
      [
        { name: 'a/', bytes: Buffer.alloc(0) },
        { ...xml, name: 'a/TOTFA.xml' },
      ],
      'lab-zip-folder',
    ],
    ['a folder by backslash', [{ ...xml, name: 'a\\TOTFA.xml' }], 'lab-zip-folder'],
    ['a name that climbs', [{ ...xml, name: '../TOTFA.xml' }], 'lab-zip-folder'],
    ['an absolute name', [{ ...xml, name: '/etc/TOTFA.xml' }], 'lab-zip-folder'],
    ['a drive', [{ ...xml, name: 'C:TOTFA.xml' }], 'lab-zip-xml-name'],
    ['a control sign', [{ ...xml, name: 'TOT\u001b[2JFA.xml' }], 'lab-zip-xml-name'],
    ['the same name twice', [xml, xml], 'lab-zip-two-xml'],
    ['no name', [xml, { name: '', bytes: Buffer.from('x') }], 'lab-zip-other-files'],
    ['encrypted', [{ ...xml, encrypted: true }], 'lab-zip-encrypted'],
    ['another name in its local header', [{ ...xml, localName: 'TOTFB.xml' }], 'lab-zip-damaged'],
    ['a wrong checksum', [{ ...xml, crc: 1 }], 'lab-zip-damaged'],
    ['a size that is not true', [{ ...xml, size: 10 }], 'lab-zip-damaged'],
    ['nothing', [], 'lab-zip-empty'],
  ])('%s: returned', async (_, entries, rule) => {
    const { answer, rules, report } = await labChecked([zipOf(entries)]);
    expect(answer).toBe('return-file');
    expect(rules).toContain(rule);
    expect(JSON.stringify(report)).not.toMatch(/\\u001b/);
  });

  it.each([
    ['rar', 'Rar!\x1a\x07\x01\x00', 'lab-zip-other-kind'],
    ['7z', '7z\xbc\xaf\x27\x1c', 'lab-zip-other-kind'],
    ['a picture', '\x89PNG\r\n', 'lab-zip-kind'],
    ['', '', 'lab-zip-empty'],
  ])('%s named .zip', async (_, head, rule) => {
    const { answer, rules } = await labChecked([memorySource('TOTFA.zip', Buffer.from(head, 'latin1'))]);
    expect([answer, rules]).toEqual(['return-file', [rule]]);
  });

  it('a bomb is not unpacked', async () => {
    const bytes = Buffer.concat([Buffer.from('<patient>'), Buffer.alloc(20 * 2 ** 20, ' ')]);
    const { answer, rules } = await labChecked([xmlIn(bytes)]);
    expect([answer, rules]).toEqual(['unknown', ['limit-ratio']]);
  });
});

it('bytes changed, cut or moved at random: an answer each time, and nothing of the patient in it', async () => {
  const random = seeded(8);
  const whole = labXmlBytes(['lab', 'image', 'pathology', 'joint']);
  for (let round = 0; round < 150; round++) {
    let bytes = Buffer.from(whole);
    for (let i = random(8); i >= 0; i--) bytes[random(bytes.length)] = random(256);
    if (random(4) === 0) bytes = bytes.subarray(0, random(bytes.length));
    const from = random(bytes.length);
    if (random(4) === 0) bytes = Buffer.concat([bytes, bytes.subarray(from, from + random(200))]);
    const { report } = await labChecked([xmlIn(bytes)]);
    expect(report.verdict.sentence.length, `round ${round}`).toBeGreaterThan(0);
    expect(JSON.stringify(report), `round ${round}`).not.toMatch(/A123456789|B123456780|0600101/);
  }
});

describe('in a process of its own', { timeout: 120_000 }, () => {
  const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
  const AT_EXIT =
    'data:text/javascript,process.on("exit",()=>process.stderr.write("maxRSS "+process.resourceUsage().maxRSS+"\\n"))';
  const MB = 2 ** 20;

  /** Checks a loose XML that is made of these pieces; gives its JSON report and the most memory that it took, in MB. */
  function run(pieces: Iterable<string>): { report: Report; memory: number } {
    using folder = scratch();
    const path = join(folder.path, 'TOTFA.xml');
    for (const piece of pieces) writeFileSync(path, piece, { flag: 'a', encoding: 'latin1' });
    const args = [
      '--import',
      AT_EXIT,
      BIN,
      'check',
      path,
      '--as-of',
      '2026-05-12',
      '--format',
      'json',
      '--channel',
      'lab-result',
    ];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 256 * MB });
    return { report: JSON.parse(stdout) as Report, memory: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024 };
  }
  const usual = Buffer.from(labXmlBytes(['lab'])).toString('latin1');
  const [before = '', after = ''] = usual.split(/(?=<\/rdata>)/);

  function* times(n: number, piece: string): Generator<string> {
    const block = piece.repeat(1_000);
    for (let i = 0; i < n; i += 1_000) yield block;
  }

  it('one hdata of 50 MB, of one text', () => {
    const { report, memory } = run([before, '<r11>', ...times(50_000, 'x'.repeat(1_024)), '</r11>', after]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('lab-field-length');
    expect(memory).toBeLessThan(600);
  });

  it('one hdata of 50 MB, of 500,000 rdata', () => {
    const more =
      '</rdata><rdata><r1>1</r1><r2>Fe</r2><r3>x</r3><r4>95</r4><r5>ug</r5><r6-1>60</r6-1><r9>B123456780</r9>';
    const { report, memory } = run([before, ...times(500_000, more), after]);
    expect(report.verdict.units.total).toBeLessThan(2);
    expect(memory).toBeLessThan(1_500);
  });
});

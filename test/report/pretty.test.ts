import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { memorySource } from '../../src/intake/memory.ts';
import { precheck } from '../../src/precheck.ts';
import { json } from '../../src/report/json.ts';
import { type PrettyOptions, pretty } from '../../src/report/pretty.ts';
import type { Language, Report } from '../../src/report/report-schema.ts';
import { labChecked, labSources } from '../support/corpus/lab-result/checked.ts';
import { imageFilesOf } from '../support/corpus/medical-image/pack.ts';
import { type Any, AS_OF, base, cab, caseFiles, KEY, sources } from '../support/product/packages.ts';

const PLAIN: PrettyOptions = {
  colour: false,
  verbose: false,
  seconds: null,
  named: false,
  clause: (id) => id,
  status: () => undefined,
};

function printed(report: Report, options: Partial<PrettyOptions> = {}): string {
  const parts: string[] = [];
  pretty(report, { ...PLAIN, ...options }, (text) => parts.push(text));
  return parts.join('');
}

const broken = (): Any => {
  const bundle = base();
  bundle.entry[0].resource.patient.reference = 'Patient/A123456789';
  bundle.entry[14].resource.meta.profile = [];
  bundle.type = 'document';
  return bundle;
};
const reportOf = async (files: Record<string, Uint8Array>, language: Language = 'zh-TW'): Promise<Report> => {
  const [report] = await precheck(sources(files), { asOf: AS_OF, language });
  if (!report) throw new Error('nothing was recognised');
  return report;
};

describe.each<[Language, string[]]>([
  ['zh-TW', ['在哪裡', '健保署', '怎麼辦', '依據']],
  ['en', ['where', 'NHI', 'to do', 'clause']],
])('%s', (language, labels) => {
  test('the first line answers, the second says what was checked by what', async () => {
    for (const files of [caseFiles(), caseFiles('cancer', broken()), { [`FHR${KEY}.JSON`]: Buffer.from('{') }]) {
      const report = await reportOf(files, language);
      const [first, second, third] = printed(report).split('\n');
      expect(first).toBe(report.verdict.sentence);
      for (const part of [report.ruleset.version, AS_OF, `${report.counts.files} `]) expect(second).toContain(part);
      expect(third).toBe('');
    }
  });

  test('a finding: a sign and what is wrong, then four labelled parts in order, aligned', async () => {
    const report = await reportOf(caseFiles('cancer', broken()), language);
    const lines = printed(report).split('\n');
    expect(report.findings.length).toBeGreaterThan(2);
    for (const finding of report.findings) {
      const at = lines.findIndex((line) => line === `  ${finding.outcome === 'remind' ? '⚠' : '✖'} ${finding.message}`);
      expect(at).toBeGreaterThan(0);
      const rest = lines.slice(at + 1).filter((line) => !/^ {6}(另見|see also) /.test(line));
      const parts = labels.map((label, i) => {
        expect(rest[i]?.startsWith(`      ${label} `)).toBe(true);
        return rest[i] ?? '';
      });
      const [where = '', nhi = '', todo = '', source = ''] = parts;
      expect(where).toContain(finding.locations[0]?.file);
      expect(where).toContain(String(finding.locations[0]?.line ?? ''));
      expect([nhi.endsWith(finding.nhi), todo.includes(finding.todo)]).toEqual([true, true]);
      expect(source.endsWith(`${finding.source} · ${finding.ruleId}`)).toBe(true);
      const columns = [nhi.slice(0, -finding.nhi.length), source.slice(0, source.indexOf(finding.source))].map((text) =>
        stringWidth(text),
      );
      expect(new Set(columns).size).toBe(1);
    }
  });

  test('the state of a case ends at column 80, however wide the signs', async () => {
    for (const files of [caseFiles(), caseFiles('cancer', broken())]) {
      const lines = printed(await reportOf(files, language)).split('\n');
      const heading = lines.find((line) => /^(案件|Case) \d{16} /.test(line)) ?? '';
      expect(stringWidth(heading)).toBe(80);
    }
  });

  test('what was not checked comes last, in detail when asked', async () => {
    const report = await reportOf(caseFiles(), language);
    const total = report.notChecked.reduce((sum, { count }) => sum + count, 0);
    const last = printed(report).trimEnd().split('\n').at(-1);
    expect(last).toContain(` ${total}`);
    expect(last).toContain('--verbose');
    const long = printed(report, { verbose: true }).trimEnd().split('\n');
    expect(long.slice(-report.notChecked.length).every((line) => line.startsWith('  · '))).toBe(true);
  });
});

describe.each<[Language, string]>([
  ['zh-TW', '    … 同樣的還有 2 件（--verbose 或 --format json 看全部）'],
  ['en', '    … 2 more like these (--verbose or --format json lists them all)'],
])('many findings of one rule in one unit, %s', (language, rest) => {
  const many = async (unit: (n: number) => string | null): Promise<Report> => {
    const report = await reportOf(caseFiles('cancer', broken()), language);
    const [first, other] = report.findings;
    if (!first || !other) throw new Error('nothing was found');
    const alike = Array.from({ length: 5 }, (_, n) => ({ ...first, unit: unit(n), message: `alike ${n}` }));
    const last = { ...other, unit: unit(0), ruleId: 'another', message: 'of another rule' };
    return { ...report, findings: [...alike, last] };
  };
  const told = (text: string): string[] =>
    text.split('\n').filter((line) => /alike|another rule|…/.test(line) && !line.startsWith('      '));
  const sign = '  ✖ ';

  test('three are told, and one line stands where the fourth would', async () => {
    const report = await many(() => null);
    const lines = told(printed(report)).map((line) => line.replace(/^ {2}[⚠ℹ?] /, sign));
    expect(lines).toEqual([...[0, 1, 2].map((n) => `${sign}alike ${n}`), rest, `${sign}of another rule`]);
  });

  test('all of them when asked, and as many as three anyway', async () => {
    expect(told(printed(await many(() => null), { verbose: true })).length).toBe(6);
    const report = await many(() => null);
    const few = { ...report, findings: report.findings.slice(2) };
    expect(printed(few)).not.toContain('…');
    expect(told(printed(few)).length).toBe(4);
  });

  test('each unit counts for itself', async () => {
    const report = await many((n) => (n < 3 ? null : 'a'));
    const unit = report.units[0];
    if (!unit) throw new Error('no unit');
    const both = printed({ ...report, units: [{ ...unit, id: 'a' }] });
    expect(both).not.toContain('…');
    expect(told(both).length).toBe(6);
  });
});

test('no jargon of ours, no empty brackets, no words left open', async () => {
  const report = await reportOf(caseFiles('cancer', broken()));
  for (const text of [printed(report), printed(await reportOf(caseFiles('cancer', broken()), 'en'))])
    expect(text).not.toMatch(/violat|schema|slice|undefined|null|NaN|\{[a-z]+\}|「」|（）|\(\)/i);
});

test('colours only when asked, and the same words with them', async () => {
  const report = await reportOf(caseFiles('cancer', broken()));
  const coloured = printed(report, { colour: true });
  expect(printed(report)).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[31m✖');
  expect(coloured.replace(/\u001b\[\d{1,2}m/g, '')).toBe(printed(report));
});

test('the time and the name only where they are wanted', async () => {
  const report = await reportOf(caseFiles());
  expect(printed(report, { seconds: 0.64 }).split('\n')[1]).toMatch(/ · 0\.6 秒$/);
  expect(printed(report)).not.toContain('秒');
  expect(printed(report, { named: true }).split('\n')[0]).toBe(`── ${report.submission.name}`);
});

describe('signs that a terminal obeys', () => {
  const EVIL = 'a\u001b[31mb\u001b]0;x\u0007c\u009b2Jd\r\ne\u202ef\u2066g\u2028h.JSON';
  const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

  test('never reach it from names of files, on disk, in a zip, in the Bundle', async () => {
    const bundle = base();
    bundle.entry[9].resource.presentedForm[0].url = `file://${EVIL.replace('.JSON', '.pdf')}`;
    const files = caseFiles('cancer', bundle);
    const odd = { ...files, [`FHR${KEY}${EVIL}`]: Buffer.from('{'), [EVIL]: Buffer.from('{"resourceType":"Bundle"}') };
    const reports = await precheck([...sources(odd), memorySource(`dir${EVIL}/FHR${KEY}.JSON`, Buffer.from('{'))], {
      asOf: AS_OF,
      showValues: true,
    });
    expect(reports.length).toBe(2);
    for (const report of reports) {
      for (const colour of [false, true]) {
        const text = printed(report, { named: true, colour });
        expect(text).toContain('\ufffd');
        expect(text.replace(/\u001b\[(1|2|22|31|33|34|35|32|39)m/g, '')).not.toMatch(OBEYED);
        if (!colour) expect(text).not.toContain('\u001b');
      }
      const parts: string[] = [];
      json([report], (text) => parts.push(text));
      expect(parts.join('')).not.toMatch(OBEYED);
      expect(JSON.parse(parts.join(''))).toEqual(report);
    }
  });
});

test('a hundred cases: only those with findings are listed', async () => {
  const files: Record<string, Uint8Array> = {};
  for (let i = 10; i < 40; i++) {
    const key = `3501200000_20260512000000${i}`;
    Object.assign(files, { [`FHR${key}.JSON`]: Buffer.from(i === 20 ? '{' : JSON.stringify(base('imm'))) });
  }
  const [report] = await precheck(sources(files), {
    asOf: AS_OF,
    ledger: { sentBefore: (name) => name.startsWith('ATT') },
  });
  const text = report ? printed(report) : '';
  expect(text.split('\n')[0]).toBe('30 個案件中 1 個會被退件，29 個會收件');
  expect([...text.matchAll(/^案件 (\d+)/gm)].map(([, number]) => number)).toEqual(['2026051200000020']);
});

test('thirty rows: what decides comes first, and advice on rows that are taken is counted', async () => {
  const { rows } = { rows: Array.from({ length: 30 }, () => 'ct' as const) };
  const files = imageFilesOf({ rows });
  const csv = files.find(({ name }) => name.endsWith('.csv'));
  const lines = Buffer.from(csv?.bytes ?? [])
    .toString()
    .split('\r\n');
  const wrong = lines.map((line, i) => (i === 24 ? line.replace(/^(.*?),12,/, '$1,99,') : line)).join('\r\n');
  const all = Object.fromEntries(
    files.map(({ name, bytes }) => [name, name.endsWith('.csv') ? Buffer.from(wrong) : bytes]),
  );
  const text = printed(await reportOf(all));
  expect(text.match(/^第 \d+ 列/gm)?.[0]).toBe('第 25 列');
  expect(text).toMatch(/另有 \d+ 件建議/);
  expect(text.match(/medical-image-reward/g)?.length ?? 0).toBeLessThanOrEqual(1);
  expect(printed(await reportOf(all), { verbose: true }).match(/medical-image-reward/g)).toHaveLength(30);
});

test('the word for what a case waits for is that of the rule', async () => {
  const report = await reportOf({ [`ATT${KEY}.CAB`]: cab('a.pdf') });
  const text = printed(report, { status: () => ({ zh: '等待申請主檔', en: 'x' }) });
  expect(text).toMatch(/^案件 2026051200000001 +等待申請主檔$/m);
});

test('of many units with the same finding, twenty are told; one with another finding is told wherever it stands', async () => {
  const old = { h16: '1150501101500' };
  const { report } = await labChecked(
    labSources({
      hdata: [
        { ...old, times: 40 },
        { ...old, h6: '99' },
        { ...old, times: 9 },
      ],
    }),
  );
  const text = printed(report);
  expect(text.match(/^第 \d+ 筆 hdata/gm)).toHaveLength(21);
  expect(text).toContain('第 41 筆 hdata');
  expect(text).toContain('另有 29 筆醫令只有和上面一樣的發現（共 29 件），沒有再列');
  expect(printed(report, { verbose: true }).match(/^第 \d+ 筆 hdata/gm)).toHaveLength(50);
});

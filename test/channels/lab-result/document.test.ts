import { describe, expect, it } from 'vitest';
import type { DocumentData } from '../../../src/channels/lab-result/document-record-type.ts';
import { documentRecords } from '../../../src/channels/lab-result/document-records.ts';
import { encodingTold } from '../../../src/channels/lab-result/encodings.ts';
import { labelsOf } from '../../../src/channels/lab-result/field-labels.ts';
import type { XmlEncoding, XmlFacts } from '../../../src/readers/xml/types.ts';
import { ownLibrary } from '../../../src/rules.ts';
import { labChecked, labSources } from '../../support/corpus/lab-result/checked.ts';

const { formats } = await ownLibrary();
const format = formats.get('lab-result');
if (!format) throw new Error('no format');
const labels = labelsOf(format);

const FACTS: XmlFacts = {
  encoding: 'big5',
  declared: 'Big5',
  declaration: true,
  bom: false,
  root: 'patient',
  records: 2,
  broken: undefined,
  stopped: undefined,
  faults: [],
};

const recordsOf = (facts: Partial<XmlFacts>, monthly = false) =>
  documentRecords({ ...FACTS, ...facts }, { path: 'A.xml', root: 'patient', monthly, labels });
const dataOf = (facts: Partial<XmlFacts>): DocumentData => recordsOf(facts).at(-1)?.data as DocumentData;

describe('declared and real encodings', () => {
  it.each<[XmlEncoding, string | undefined, boolean, DocumentData['declares'], boolean | undefined]>([
    ['big5', 'Big5', false, 'agrees', true],
    ['big5', 'BIG5', false, 'agrees', true],
    ['ascii', 'big5', false, 'agrees', true],
    ['big5', 'MS950', false, 'agrees', false],
    ['big5', 'UTF-8', false, 'differs', false],
    ['big5', 'GB2312', false, 'differs', false],
    ['big5', undefined, false, 'differs', false],
    ['utf-8', 'UTF-8', true, 'agrees', false],
    ['utf-8', 'Big5', false, 'differs', false],
    ['utf-8', undefined, false, 'absent', false],
    ['ascii', 'utf-8', false, 'agrees', false],
    ['ascii', undefined, false, 'absent', false],
    ['ascii', 'UTF-16', false, 'differs', false],
    ['utf-16le', 'UTF-16', true, 'agrees', false],
    ['utf-16be', 'utf-8', true, 'differs', false],
    ['utf-16le', undefined, true, 'absent', false],
    ['utf-16le', undefined, false, 'differs', false],
    ['unclear', 'Big5', false, 'unclear', undefined],
  ])('%s declared as %s (mark: %s): %s', (encoding, declared, bom, declares, isBig5) => {
    const told = encodingTold({ ...FACTS, encoding, declared, bom });
    expect([told.declares, told.isBig5]).toEqual([declares, isBig5]);
  });

  it('says nothing where there is no element', () => {
    expect(encodingTold({ ...FACTS, root: undefined, encoding: 'ascii', declared: undefined })).toEqual({
      encoding: '',
    });
  });
});

describe('the record of a document', () => {
  it('knows the root in any letters', () => {
    expect(dataOf({}).root).toBe('patient');
    expect(dataOf({ root: 'Patient' })).toMatchObject({ root: 'letter-case', rootTag: 'Patient' });
    expect(dataOf({ root: 'A123456789' }).rootTag).toBeUndefined();
    expect(dataOf({ root: undefined }).root).toBeUndefined();
  });

  it('tells a break with the innermost tag and its Chinese name', () => {
    const broken = {
      xpath: '/patient/hdata[1]/h20',
      line: 4,
      column: 9,
      why: 'entity',
      tag: 'h20',
      sign: '&nbsp;',
    } as const;
    const [record] = recordsOf({ broken });
    expect(record?.data).toMatchObject({ broken: 'entity', within: 'h20 採檢/實際檢查/手術日期時間', sign: '&nbsp;' });
    expect(record?.locate('/broken')).toEqual({ file: 'A.xml', xpath: '/patient/hdata[1]/h20', line: 4, column: 9 });
    expect(record?.locate('')).toEqual({ file: 'A.xml' });
    expect(record?.data).not.toHaveProperty('records');
  });

  it('shows no text of the file: references that are none, and control characters by their code', () => {
    const at = { xpath: '/', line: 1, column: 1 };
    expect(dataOf({ broken: { ...at, why: 'entity', sign: '&王小明 A123456789;' } }).sign).toBe('&');
    expect(dataOf({ broken: { ...at, why: 'character', sign: '01' } }).sign).toBe('U+0001');
    expect(dataOf({ broken: { ...at, why: 'syntax', tag: 'A123456789' } }).within).toBe('（名稱不像標籤，不顯示）');
    expect(dataOf({ declared: '王小明 A123456789' }).declared).toBe('?');
  });

  it('does not call a file that was not read to its end empty or well-formed', () => {
    const stopped = { xpath: '/', line: 2, column: 1, limit: 'xml-dtd' };
    const [limit, document] = recordsOf({ stopped, records: 0 });
    expect([limit?.type, limit?.data]).toEqual(['check.limit', { limit: 'xml-dtd' }]);
    expect(document?.data).not.toHaveProperty('broken');
    expect(document?.data).not.toHaveProperty('records');
  });
});

const MONTHLY = { h5: '1', h6: '1150512', h16: '1150430', h19: '1150512101500', h20: null };

describe('a monthly file', () => {
  it('is named once, and its orders are returned without a finding each', async () => {
    const { report, rules } = await labChecked(labSources({ hdata: [{ ...MONTHLY, times: 50 }] }));
    expect(rules).toEqual(['lab-xml-monthly']);
    expect(report.findings).toHaveLength(1);
    expect(report.verdict.units).toEqual({ total: 50, accept: 0, hold: 0, return: 50 });
  });

  it('is not what one slip makes of a daily one', async () => {
    const { rules } = await labChecked(labSources({ hdata: ['lab', MONTHLY, 'lab'] }));
    expect(rules).not.toContain('lab-xml-monthly');
    expect(rules.length).toBeGreaterThan(0);
  });
});

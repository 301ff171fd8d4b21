import { expect, test } from 'vitest';
import { nameIndex } from '../../src/channels/prior-auth/near-miss.ts';

test.each([
  ['report.pdf', 'report.pdf', 'exact'],
  ['report.pdf', 'Report.PDF', 'case'],
  ['r\u00e9sum\u00e9.pdf', 're\u0301sume\u0301.pdf', 'normalization'],
  ['報告1.pdf', '報告１.pdf', 'width'],
  ['report(1).pdf', 'report（1）.pdf', 'width'],
  ['report.pdf', 'report .pdf', 'blank'],
  ['report.pdf', 're\u3000port.pdf', 'blank'],
  ['report1.pdf', 'Report １.pdf', 'spelling'],
  ['%E5%A0%B1%E5%91%8A.pdf', '報告.pdf', 'encoded'],
  ['report.pdf', 'files/report.pdf', 'folder'],
  ['scan/report.pdf', 'report.pdf', 'path'],
  ['C:\\scan\\report.pdf', 'report.pdf', 'path'],
  ['report.pdf', 'report.docx', 'extension'],
  ['report.pdf', 'other.pdf', 'none'],
  ['%zz.pdf', 'zz.pdf', 'none'],
])('%s named, %s there: %s', (named, there, match) => {
  const look = nameIndex(['unrelated.txt', there]);
  expect(look(named)).toEqual(match === 'none' ? { match } : { match, found: there });
});

test('the exact name wins over every near miss', () => {
  expect(nameIndex(['A.pdf', 'a.pdf', 'a .pdf'])('a.pdf')).toEqual({ match: 'exact', found: 'a.pdf' });
});

import type { CsvFacts } from '../../readers/csv/types.ts';
import { optional } from '../../readers/optional.ts';
import type { CheckRecord, Location } from '../record.ts';
import type { Contents, CsvData } from './csv-record-type.ts';
import { cellOf } from './units.ts';

const DELIMITERS = { ',': 'comma', '\t': 'tab', ';': 'semicolon' } as const;

function contentsOf({ rows, blankLines, tooLong, workbook }: CsvFacts, dataRows: number): Contents {
  if (workbook) return 'workbook';
  if (dataRows > 0) return tooLong < dataRows ? 'rows' : 'too-long';
  if (rows > 0) return 'header';
  return blankLines > 0 ? 'blank' : 'nothing';
}

/**
 * The record of a CSV as a whole, of no unit.
 * @param csv its path
 * @param facts after its last row
 * @param more.dataRows rows that are no header
 */
export function csvRecord(csv: string, facts: CsvFacts, { dataRows }: { readonly dataRows: number }): CheckRecord {
  const wide = facts.encoding !== 'ascii-compatible';
  const data: CsvData = {
    contents: contentsOf(facts, dataRows),
    encoding: wide ? 'utf-16' : 'ascii-compatible',
    bom: facts.bom && !wide,
    delimiter: DELIMITERS[facts.delimiter],
    loneReturns: facts.lineEnds.cr,
    blankLines: facts.blankLines,
    ...optional('firstBlank', facts.firstBlank),
    rows: facts.rows,
  };
  const locate = (pointer: string): Location => {
    if (pointer === '/bom') return cellOf(csv, 1, 'institution');
    if (pointer === '/firstBlank' && facts.firstBlank !== undefined) return { file: csv, row: facts.firstBlank };
    return { file: csv };
  };
  return { type: 'medical-image.csv', unit: null, data, locate };
}

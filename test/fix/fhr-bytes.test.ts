import { describe, expect, test } from 'vitest';
import { withoutBom, withZone } from '../../src/fix/fhr-bytes.ts';

const BOM = '\uFEFF';
const bytes = (text: string): Buffer => Buffer.from(text);
const text = (result: Uint8Array | null): string | null => result && Buffer.from(result).toString();

describe('a byte order mark', () => {
  test('goes, and nothing else', () => {
    expect(withoutBom(bytes(`${BOM}{"a":"${BOM}"}`))).toEqual(bytes(`{"a":"${BOM}"}`));
  });

  test('that is not there', () => {
    const given = bytes('{}');
    expect(withoutBom(given)).toBe(given);
  });
});

describe('the zone of a timestamp', () => {
  test.each([
    ['{"timestamp":"2026-04-09T00:00:00"}', '{"timestamp":"2026-04-09T00:00:00+08:00"}'],
    [
      `${BOM}{\r\n "姓名": "甲",\r\n\t"timestamp" : "2026-04-09T00:00:00.123" ,"entry":[]}`,
      `${BOM}{\r\n "姓名": "甲",\r\n\t"timestamp" : "2026-04-09T00:00:00.123+08:00" ,"entry":[]}`,
    ],
    [
      '{"entry":[{"timestamp":"2026-01-01T00:00:00"}],"x":"\\"timestamp\\":","timestamp":"2026-04-09T00:00:00"}',
      '{"entry":[{"timestamp":"2026-01-01T00:00:00"}],"x":"\\"timestamp\\":","timestamp":"2026-04-09T00:00:00+08:00"}',
    ],
  ])('%s', (given, expected) => {
    expect(text(withZone(bytes(given), '+08:00'))).toBe(expected);
  });

  test.each([
    ['it has one', '{"timestamp":"2026-04-09T00:00:00Z"}'],
    ['a date only', '{"timestamp":"2026-04-09"}'],
    ['none', '{"entry":[{"timestamp":"2026-04-09T00:00:00"}]}'],
    ['two', '{"timestamp":"2026-04-09T00:00:00","timestamp":"2026-04-09T00:00:00"}'],
    ['a name with an escape', '{"timest\\u0061mp":"2026-04-09T00:00:00"}'],
    ['no JSON', '{"timestamp":"2026-04-09T00:00:00"'],
  ])('is left alone: %s', (_, given) => {
    expect(withZone(bytes(given), '+08:00')).toBeNull();
  });

  test('is left alone where the file is not UTF-8', () => {
    expect(
      withZone(
        Buffer.concat([bytes('{"timestamp":"2026-04-09T00:00:00","a":"'), Buffer.from([0xa4, 0xa4]), bytes('"}')]),
        'Z',
      ),
    ).toBeNull();
  });
});

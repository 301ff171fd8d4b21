import { describe, expect, it } from 'vitest';
import type { Words } from '../../../src/engine/rule-schema.ts';
import { ownLibrary } from '../../../src/rules.ts';

const { rules, formats } = await ownLibrary();
const names = new Map(
  Object.values(formats.get('lab-result')?.segments ?? {}).flatMap(({ fields }) =>
    Object.entries(fields).map(([tag, { name }]) => [tag, name.zh] as const),
  ),
);
const TAG = /(?<![\w<-])[hr]\d+(?:-\d+)?(?![\w-])/g;
/** The continuation is named as a whole. */
const CONTINUATION = /r8-2 (?:至|to) r8-9 \(?報告結果或病理發現及診斷（一）至（八）/;
/** 表二 gives its fields other names than 表一. */
const OF_OTHER_TABLES = new Set(['lab-xml-monthly']);

/** Tags of which some words do not tell the Chinese name, neither there nor before. */
const unnamed = (words: string): string[] =>
  [...new Set(words.replace(CONTINUATION, '').match(TAG) ?? [])].filter((tag) => {
    const name = names.get(tag);
    if (name === undefined) return tag !== 'r6';
    const [short = name] = name.split('（');
    return (
      !new RegExp(`${tag}[^;；。]*?${RegExp.escape(short)}`).test(words) &&
      !(tag.startsWith('r8-') && CONTINUATION.test(words))
    );
  });

describe('the words of the rules', () => {
  const own = rules.filter(({ record, id }) => record.startsWith('lab-result.') && !OF_OTHER_TABLES.has(id));

  it.each(['zh', 'en'] as const)('name each tag in Chinese (%s)', (language) => {
    const found = own.map(({ id, message, todo, nhi }) => {
      const said = [message, todo, nhi].filter((words): words is Words => words !== undefined);
      return [id, unnamed(said.map((words) => words[language]).join('；'))] as const;
    });
    expect(found.length).toBeGreaterThan(150);
    expect(found.filter(([, tags]) => tags.length > 0)).toEqual([]);
  });
});

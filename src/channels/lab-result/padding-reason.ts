import type { Words } from '../../engine/rule-schema.ts';
import { halfWidth } from '../../readers/half-width.ts';

/** What spoils a value that would be right without: blanks around it, full-width signs. Undefined where it is neither. */
export function paddingReason(value: string, isRight: (value: string) => boolean): Words | undefined {
  const trimmed = value.trim();
  if (trimmed !== value && isRight(trimmed)) return { zh: '前後有空白', en: 'there are blanks around it' };
  const half = halfWidth(value)?.trim();
  if (half !== undefined && half !== trimmed && isRight(half))
    return { zh: '有全形的字，要用半形', en: 'it holds full-width signs instead of half-width ones' };
  return undefined;
}

import { isDay } from '../../clock.ts';

/** YYYMMDD of the Republic as yyyy-MM-dd; null where it is no day. */
export function dayOfRoc(text: string): string | null {
  const [, year, month, day] = /^(\d{3})(\d{2})(\d{2})$/.exec(text) ?? [];
  const made = `${Number(year) + 1911}-${month}-${day}`;
  return isDay(made) ? made : null;
}

/** How many days later the second one is. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

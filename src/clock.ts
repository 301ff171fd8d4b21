const HOURS = 8; // Asia/Taipei; no summer time since 1979

/** The day in Taipei at an instant, yyyy-MM-dd. */
export const taipeiDay = (now: Date): string => new Date(now.getTime() + HOURS * 3_600_000).toISOString().slice(0, 10);

/** Whether text is a real day, yyyy-MM-dd. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const DAY = 86_400_000;

/** A day of the Republic, YYYMMDD, as NHI's pages show it: `115/05/12`. */
export const shownRocDay = (day: string): string => `${day.slice(0, 3)}/${day.slice(3, 5)}/${day.slice(5)}`;

/** The day after one of the Republic; both YYYMMDD. */
export function theNextDay(day: string): string {
  const year = Number(day.slice(0, 3)) + 1911;
  const next = new Date(Date.UTC(year, Number(day.slice(3, 5)) - 1, Number(day.slice(5))) + DAY);
  const rocYear = String(next.getUTCFullYear() - 1911).padStart(3, '0');
  return rocYear + next.toISOString().slice(5, 10).replace('-', '');
}

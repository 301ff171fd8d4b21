const DAY = 86_400_000;

/** Days from the as-of day (`yyyy-MM-dd`) to a date written yyyyMMdd; undefined for what is no real date. */
export function daysFrom(asOf: string, date: string | undefined): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date ?? '') ?? [];
  if (!year || !month || !day) return undefined;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const real = new Date(time);
  if (real.getUTCMonth() !== Number(month) - 1 || real.getUTCFullYear() !== Number(year)) return undefined;
  return Math.round((time - Date.parse(`${asOf}T00:00:00Z`)) / DAY);
}

/** A ROC date (YYYMMDD) as yyyyMMdd; undefined for another shape. */
export function western(rocDate: string | undefined): string | undefined {
  return rocDate && /^\d{7}$/.test(rocDate) ? `${Number(rocDate.slice(0, 3)) + 1911}${rocDate.slice(3)}` : undefined;
}

/** A date of DICOM (`19610101`, also `1961.01.01` of old) as a row has it: `0500101`, before the Republic `-050101`. */
export function rocDate(date: string): string | undefined {
  const [, year, month, day] = /^(\d{4})\.?(\d\d)\.?(\d\d)$/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const western = Number(year);
  if (western > 1911) return `${String(western - 1911).padStart(3, '0')}${month}${day}`;
  const before = 1912 - western; // 1911 is the first year before the Republic
  return before < 100 ? `-${String(before).padStart(2, '0')}${month}${day}` : undefined;
}

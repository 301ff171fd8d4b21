import { isAbsolute, relative, sep } from 'node:path';
import type { Source } from '../intake/source.ts';
import { outerOf } from '../report/formats/place.ts';
import type { Report } from '../report/report-schema.ts';

/**
 * Reports whose files are named from the working folder, where they lie below it: what a CI service needs to find them in
 * its checkout, and never an absolute path. Other files keep the names they are shown by.
 */
export function fromWorkingFolder(reports: readonly Report[], sources: readonly Source[]): Report[] {
  const here = new Map<string, string>();
  for (const { path, diskPath } of sources) {
    const from = diskPath === undefined ? '..' : relative(process.cwd(), diskPath);
    if (!isAbsolute(from) && from.split(sep)[0] !== '..') here.set(path, from.split(sep).join('/'));
  }
  const moved = (path: string): string => {
    const outer = outerOf(path, here);
    return (here.get(outer) ?? outer) + path.slice(outer.length);
  };
  const place = <L extends { file: string }>(location: L): L => ({ ...location, file: moved(location.file) });
  return reports.map((report) => ({
    ...report,
    submission: {
      ...report.submission,
      name: moved(report.submission.name),
      files: report.submission.files.map((file) => ({ ...file, path: moved(file.path) })),
    },
    units: report.units.map((unit) => ({ ...unit, locations: unit.locations.map(place) })),
    findings: report.findings.map((finding) => ({ ...finding, locations: finding.locations.map(place) })),
  }));
}

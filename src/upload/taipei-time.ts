const HOURS = 8; // Asia/Taipei; no summer time since 1979

/** An instant as ISO 8601 with the clock of Taipei: `2026-05-12T14:03:05+08:00`. */
export const taipeiTime = (at: Date): string =>
  `${new Date(at.getTime() + HOURS * 3_600_000).toISOString().slice(0, 19)}+08:00`;

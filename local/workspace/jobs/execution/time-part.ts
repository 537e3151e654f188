const SLICES = { month: [5, 7], day: [8, 10], hour: [11, 13], minute: [14, 16], second: [17, 19] } as const;

/** One part of a UTC time by its name in references; undefined for an unknown name. */
export function timePart(time: Date, part: string): string | undefined {
  const iso = time.toISOString();
  switch (part) {
    case 'iso_date':
      return iso.slice(0, 10);
    case 'iso_datetime':
      return iso.slice(0, 19);
    case 'timestamp_ms':
      return String(time.getTime());
    case 'iso_weekday':
      return String(time.getUTCDay() || 7);
    case 'is_weekday':
      return String(time.getUTCDay() % 6 !== 0);
    case 'year':
      return iso.slice(0, 4);
    case 'month':
    case 'day':
    case 'hour':
    case 'minute':
    case 'second':
      return String(Number(iso.slice(...SLICES[part])));
    default:
      return undefined;
  }
}

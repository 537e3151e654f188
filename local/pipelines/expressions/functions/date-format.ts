const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const PARTS: Readonly<Record<string, (date: Date) => string>> = {
  yyyy: (date) => pad(date.getUTCFullYear(), 4),
  yy: (date) => pad(date.getUTCFullYear() % 100, 2),
  MM: (date) => pad(date.getUTCMonth() + 1, 2),
  M: (date) => String(date.getUTCMonth() + 1),
  dd: (date) => pad(date.getUTCDate(), 2),
  d: (date) => String(date.getUTCDate()),
  HH: (date) => pad(date.getUTCHours(), 2),
  H: (date) => String(date.getUTCHours()),
  mm: (date) => pad(date.getUTCMinutes(), 2),
  m: (date) => String(date.getUTCMinutes()),
  ss: (date) => pad(date.getUTCSeconds(), 2),
  s: (date) => String(date.getUTCSeconds()),
  ffff: (date) => `${pad(date.getUTCMilliseconds(), 3)}0`,
  ff: (date) => pad(Math.floor(date.getUTCMilliseconds() / 10), 2),
  f: (date) => String(Math.floor(date.getUTCMilliseconds() / 100)),
  K: () => '+00:00',
};

const LETTERS = /[A-Za-z]/;

/** The forms that the documentation of `format` lists; undefined if the form has another one. */
export function formattedDate(date: Date, form: string): string | undefined {
  const pieces = form.match(/([A-Za-z])\1*|[^A-Za-z]+/g) ?? [];
  const written = pieces.map((piece) => {
    const part = Object.hasOwn(PARTS, piece) ? PARTS[piece] : undefined;
    return part === undefined ? (LETTERS.test(piece) ? undefined : piece) : part(date);
  });
  return written.includes(undefined) ? undefined : written.join('');
}

/** Numbers as people read them in a verdict: four significant digits, thousands set apart. */
export function figure(value: number): string {
  if (Math.abs(value) >= 1000) {
    return grouped(Math.round(value));
  }
  // toPrecision alone would write 0.000012 as 0.00001200 and 1e-7 as 1.000e-7.
  return String(Number(value.toPrecision(4)));
}

/** With a sign, for differences. */
export function signed(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value);
}

/** 20000 as 20,000. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The noun behind its number: 1 row, 2 rows. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** .NET's decimal, which Azure Pipelines counts with: 96 bits of digits and at most 28 of them behind the point. */
const LARGEST = 2n ** 96n - 1n;
const MOST_DECIMALS = 28;
// Signs, a point, separators of thousands and blanks around are allowed; exponents are not.
const FORM = /^\s*([-+]?)([\d,]*)(?:\.(\d*))?\s*$/;
const SHOWN_DECIMALS = 7;

export class Decimal {
  /** The number times 10 to the power of `decimals`. */
  readonly #digits: bigint;
  readonly #decimals: number;

  private constructor(digits: bigint, decimals: number) {
    this.#digits = digits;
    this.#decimals = decimals;
  }

  static of(value: number | bigint): Decimal {
    return new Decimal(BigInt(value), 0);
  }

  static parse(text: string): Decimal | undefined {
    const [, sign, whole = '', fraction = ''] = FORM.exec(text) ?? [];
    const grouped = whole.replaceAll(',', '');
    if (sign === undefined || grouped + fraction === '' || whole.startsWith(',')) {
      return undefined;
    }
    const digits = BigInt(grouped + fraction);
    return fitted(digits, fraction.length, (found, decimals) => new Decimal(sign === '-' ? -found : found, decimals));
  }

  compare(other: Decimal): number {
    const decimals = Math.max(this.#decimals, other.#decimals);
    const difference = this.#scaled(decimals) - other.#scaled(decimals);
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  get isZero(): boolean {
    return this.#digits === 0n;
  }

  /** The number as an index, if it is whole and small. */
  get index(): number | undefined {
    const unit = 10n ** BigInt(this.#decimals);
    const whole = this.#digits / unit;
    return this.#digits % unit === 0n && whole >= 0n && whole <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(whole)
      : undefined;
  }

  /** At most seven decimals, half away from zero, and none that says nothing. */
  toString(): string {
    const shown = Math.min(this.#decimals, SHOWN_DECIMALS);
    const rounded = halfAwayFromZero(this.#digits, this.#decimals - shown);
    const sign = rounded < 0n ? '-' : '';
    const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(shown + 1, '0');
    const fraction = shown === 0 ? '' : digits.slice(-shown).replace(/0+$/, '');
    return `${sign}${digits.slice(0, digits.length - shown)}${fraction === '' ? '' : `.${fraction}`}`;
  }

  #scaled(decimals: number): bigint {
    return this.#digits * 10n ** BigInt(decimals - this.#decimals);
  }
}

/** Digits that do not fit are rounded off behind the point; in front of it the number has none. */
function fitted<T>(digits: bigint, decimals: number, made: (digits: bigint, decimals: number) => T): T | undefined {
  for (let dropped = Math.max(0, decimals - MOST_DECIMALS); dropped <= decimals; dropped++) {
    const kept = halfToEven(digits, dropped);
    if (kept <= LARGEST) {
      return made(kept, decimals - dropped);
    }
  }
  return undefined;
}

function halfToEven(digits: bigint, dropped: number): bigint {
  const unit = 10n ** BigInt(dropped);
  const whole = digits / unit;
  const twice = (digits % unit) * 2n;
  return whole + (twice > unit || (twice === unit && whole % 2n === 1n) ? 1n : 0n);
}

function halfAwayFromZero(digits: bigint, dropped: number): bigint {
  const unit = 10n ** BigInt(dropped);
  const half = digits < 0n ? -unit / 2n : unit / 2n;
  return (digits + half) / unit;
}

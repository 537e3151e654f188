/** What a tag has to be; without any member only there. */
export interface TagRule {
  readonly type?: 'text' | 'number' | 'date' | undefined;
  readonly oneOf?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly minimum?: string | number | boolean | undefined;
  readonly maximum?: string | number | boolean | undefined;
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** What is wrong with the value, as the end of a sentence; undefined when nothing is. */
export function tagProblem(value: string, rule: TagRule, today: string): string | undefined {
  const { type, oneOf, pattern, minimum, maximum } = rule;
  if (oneOf !== undefined && !oneOf.includes(value)) {
    return `is '${value}', not one of ${oneOf.join(', ')}`;
  }
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    return `is '${value}', which does not match ${pattern}`;
  }
  if (type === 'date' && !isDate(value)) {
    return `is '${value}', not a date such as 2027-01-31`;
  }
  if (type === 'number' && (value.trim() === '' || !Number.isFinite(Number(value)))) {
    return `is '${value}', not a number`;
  }
  const [low, high] = [minimum, maximum].map((limit) => (limit === 'today' ? today : limit));
  if (low !== undefined && isLess(value, low)) {
    return `is ${value}, below ${String(minimum)}${minimum === 'today' ? ` (${today})` : ''}`;
  }
  return high !== undefined && isLess(String(high), value)
    ? `is ${value}, above ${String(maximum)}${maximum === 'today' ? ` (${today})` : ''}`
    : undefined;
}

export function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** Dates compare as texts; what is neither date nor number is never large enough. */
function isLess(one: string | number | boolean, other: string | number | boolean): boolean {
  const [left, right] = [String(one), String(other)];
  return isDate(left) && isDate(right) ? left < right : !(Number(left) >= Number(right));
}

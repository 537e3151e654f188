/** A setting is on for `true`, `$true` and `1`, in any case. */
export function isOn(value: string | undefined): boolean {
  return ['true', '$true', '1'].includes(value?.toLowerCase() ?? '');
}

/** A property of a logging command is true only for `true`, in any case. */
export function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}

/** Every code an error of ours can carry; each has a heading in docs/troubleshooting.md. */
export const ERROR_CODES = [
  'INPUTS_REFUSED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

import { UserError } from '../core/errors';

/** Reads a version number as a person writes it. Movable names such as `latest` are not accepted. */
export function readVersionNumber(text: string, input: string): number {
  const number = /^[1-9]\d*$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input '${input}' is '${text}', which is not the number of a version.`,
      fix: "Set a number, e.g. 12; a task never looks for the newest version, because it may be somebody else's.",
    });
  }
  return number;
}

/** The number of a model version, as a person writes it; undefined for any other text, e.g. the movable name `latest`. */
export function versionNumberIn(text: string): number | undefined {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Completes "Input 'x' …". */
export function notAVersion(text: string): { readonly what: string; readonly fix: string } {
  return {
    what: `is '${text}', which is not the number of a version.`,
    fix: "Set a number, e.g. 12; a task never looks for the newest version, because it may be somebody else's.",
  };
}

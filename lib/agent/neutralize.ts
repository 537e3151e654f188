/**
 * Takes the effect out of agent commands and formatting in text that others wrote.
 * The agent acts on `##vso[` anywhere in a line, and the log view on `##[`; a space between the signs stops both
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands).
 */
export function neutralized(text: string): string {
  return text.replace(/##(?=\s*(?:vso)?\s*\[)/gi, '# #');
}

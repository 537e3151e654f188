import type { RunOutput } from '../../databricks/wire/run-output';

/** Windows agents cannot pass a longer value to a later step. */
const MOST_CHARACTERS = 32_766;

export type NotebookResult = { readonly value: string } | { readonly withheld: string };

/** The notebook's exit value, unless it cannot or must not become a variable. */
export function notebookResult(
  output: RunOutput | undefined,
  secretsIn: (text: string) => readonly string[],
): NotebookResult {
  const value = output?.notebookResult ?? '';
  if (output?.notebookResultTruncated === true || value.length > MOST_CHARACTERS) {
    return {
      withheld: `it is longer than the ${MOST_CHARACTERS} characters a variable can hold; write it to a file and exit with the path`,
    };
  }
  const secrets = secretsIn(value);
  return secrets.length > 0 ? { withheld: `it holds the value of secret ${secrets.join(', ')}` } : { value };
}

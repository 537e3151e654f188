import { isKind } from './contract';
import { isEvidenceName } from './evidence-place';
import type { EvidenceFile } from './read';

/**
 * Whether a file is meant as a contract: by its name, whatever is in it, or else by what it says it is. So neither
 * renaming a file nor cutting it short hides it.
 */
export function isMeantAsContract({ name, text }: EvidenceFile): boolean {
  return isEvidenceName(name) || saysSo(text);
}

function saysSo(text: string): boolean {
  const value = parsed(text);
  return typeof value === 'object' && value !== null && 'kind' in value && isKind(value.kind) && hasEnvelope(value);
}

/** Other programs have files with such a kind too. */
function hasEnvelope(value: object): boolean {
  return 'sha256' in value && 'run' in value;
}

function parsed(text: string): unknown {
  try {
    // An editor on Windows may have put a mark of the byte order in front.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

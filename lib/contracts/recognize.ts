import { isKind } from './contract';
import { isEvidenceName } from './evidence-place';
import type { EvidenceFile } from './read';

/**
 * Whether a file is meant as a contract: its name says so, or its content does. So a renamed file is found, and so is
 * one that was cut short.
 */
export function isMeantAsContract({ name, text }: EvidenceFile): boolean {
  return isEvidenceName(name) || saysSo(text);
}

function saysSo(text: string): boolean {
  const value = parsed(text);
  return typeof value === 'object' && value !== null && 'kind' in value && isKind(value.kind) && hasEnvelope(value);
}

/** Files of other programs may have such a kind too. */
function hasEnvelope(value: object): boolean {
  return 'sha256' in value && 'run' in value;
}

function parsed(text: string): unknown {
  try {
    // An editor on Windows may have added a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

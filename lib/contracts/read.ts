import { isJsonObject, parseJson, type Json, type JsonObject } from '../core/lossless-json';
import type { Break } from './break';
import { unfitForJson } from './canonical-json';
import { isKind, KINDS, type Contract } from './contract';
import { CONTRACT_VERSION } from './envelope';
import { formatProblem, type Problem } from './problem';
import { sealOf, type Hash } from './seal';
import { validate } from './validate';

/** The name of a file as messages show it, and its text. */
export interface EvidenceFile {
  readonly name: string;
  readonly text: string;
}

/** An altered contract is returned too: it still says which file it claims to be. */
export type Reading =
  | { readonly kind: 'intact'; readonly contract: Contract }
  | { readonly kind: 'altered'; readonly contract: Contract; readonly fault: Break }
  | { readonly kind: 'unreadable'; readonly fault: Break };

/** Reads one contract of any kind; unknown members are accepted and count in its hash. */
export function readContract(file: EvidenceFile, hash: Hash): Reading {
  const parsed = parsedJson(file.text);
  if ('problems' in parsed) {
    return { kind: 'unreadable', fault: unreadable(file.name, parsed.problems) };
  }
  const { value } = parsed;
  const { kind, version, writtenBy } = value;
  const claim = isKind(kind) ? { contract: kind } : {};
  if (typeof version === 'number' && Number.isInteger(version) && version > CONTRACT_VERSION) {
    return { kind: 'unreadable', fault: { ...claim, ...newer(file.name, version, writtenBy) } };
  }
  const checked = checkedContract(value);
  if ('problems' in checked) {
    return { kind: 'unreadable', fault: { ...claim, ...unreadable(file.name, checked.problems) } };
  }
  const { contract } = checked;
  return sealOf(value, hash) === contract.sha256
    ? { kind: 'intact', contract }
    : { kind: 'altered', contract, fault: altered(file.name, contract) };
}

function parsedJson(text: string): { readonly value: JsonObject } | { readonly problems: readonly Problem[] } {
  try {
    const value: Json = parseJson(text);
    return isJsonObject(value) ? { value } : { problems: [{ pointer: '', message: 'is not a JSON object' }] };
  } catch (error) {
    // Thousands of nested brackets cause a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) {
      return { problems: [{ pointer: '', message: `is not JSON: ${error.message}` }] };
    }
    throw error;
  }
}

function checkedContract(
  value: JsonObject,
): { readonly contract: Contract } | { readonly problems: readonly Problem[] } {
  const { kind } = value;
  if (!isKind(kind)) {
    return { problems: [{ pointer: '/kind', message: `is not one of ${KINDS.join(', ')}` }] };
  }
  const unfit = unfitForJson(value);
  const checked = validate(kind, value);
  const problems = [...unfit, ...('problems' in checked ? checked.problems : [])];
  return 'contract' in checked && unfit.length === 0 ? checked : { problems };
}

function unreadable(file: string, problems: readonly Problem[]): Break {
  return {
    kind: 'unreadable',
    file,
    what: `${file} cannot be read as a contract:`,
    details: problems.map(formatProblem),
    fix: 'Re-run the step that wrote it. If the file belongs to something else, remove it from the evidence folder.',
  };
}

function newer(file: string, version: number, writtenBy: Json | undefined): Break {
  const by = typeof writtenBy === 'string' ? ` (${writtenBy})` : '';
  return {
    kind: 'newer',
    file,
    what: `${file} was written by a newer version of the extension${by}: its contract has version ${version}, but this extension reads version ${CONTRACT_VERSION}.`,
    fix: 'Update the extension or the command line to the version that wrote the file.',
  };
}

function altered(file: string, { kind, run }: Contract): Break {
  return {
    kind: 'altered',
    file,
    what: `${file} was changed after it was written: its content does not match its own SHA-256.`,
    fix: `Re-run the step that wrote this ${kind}${run.stage === '' ? '' : ` (stage '${run.stage}')`}; never edit evidence by hand.`,
  };
}

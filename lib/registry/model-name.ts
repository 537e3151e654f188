import { UserError } from '../core/errors';
import { REGISTRY_NAME, type RegistryKind } from './kind';

/** The name as the registry stores it; refuses an invalid one. `input` is the name of the input. */
export function requireModelName(name: string, kind: RegistryKind, input = 'modelName'): string {
  const reason = kind === 'unityCatalog' ? whyNotInCatalog(name) : whyNotFlat(name);
  if (reason !== undefined) {
    throw new UserError('MODEL_NAME_REFUSED', {
      what: `Input '${input}' is '${name}', which ${REGISTRY_NAME[kind]} does not accept: ${reason}.`,
      fix:
        kind === 'unityCatalog'
          ? 'Write the name as catalog.schema.model, e.g. prod.ml.churn.'
          : 'Write the name as the registry shows it, e.g. churn.',
    });
  }
  // Unity Catalog stores names in lower case and accepts any case.
  return kind === 'unityCatalog' ? name.toLowerCase() : name;
}

function whyNotInCatalog(name: string): string | undefined {
  const parts = name.split('.');
  if (parts.length !== 3) {
    return `it has ${parts.length} ${parts.length === 1 ? 'part' : 'parts'}, not three`;
  }
  if (parts.some((part) => part === '')) {
    return 'a part of it is empty';
  }
  return /[/:\s]|\p{Cc}/u.test(name) ? 'it contains a slash, a colon or a space' : undefined;
}

function whyNotFlat(name: string): string | undefined {
  if (name.trim() === '' || name !== name.trim()) {
    return name.trim() === '' ? 'it is empty' : 'it begins or ends with a space';
  }
  // A search quotes the name and cannot escape a quote inside.
  if (name.includes("'") && name.includes('"')) {
    return 'it contains quotes of both kinds';
  }
  return /[/:]|\p{Cc}/u.test(name) ? 'it contains a slash or a colon' : undefined;
}

import { UserError } from '../../lib/core/errors';
import { SECURABLE_KINDS } from './securable-kinds';

export type RegistryKind = 'unityCatalog' | 'workspace';

export interface NamedRegistry {
  readonly modelName: string;
  readonly kind: RegistryKind;
  /** How that was found. */
  readonly because: string;
}

/** The registry that a model's name belongs to; a choice that contradicts the name, or has none, is an error. */
export function registryKind(modelName: string | undefined, choice: 'auto' | RegistryKind): NamedRegistry | undefined {
  if (modelName !== undefined) {
    return registryOf(modelName, choice);
  }
  if (choice === 'auto') {
    return undefined;
  }
  throw new UserError('INPUTS_REFUSED', {
    what: `Input 'registry' is ${choice}, and 'modelName' is not set.`,
    fix: "Set 'modelName', or leave 'registry' out: it says where that model is kept.",
  });
}

function registryOf(modelName: string, choice: 'auto' | RegistryKind): NamedRegistry {
  const parts = modelName.split('.');
  if ((parts.length !== 1 && parts.length !== SECURABLE_KINDS.model.parts.length) || parts.includes('')) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'modelName' is '${modelName}', which names no model.`,
      fix: 'Set catalog.schema.model for Unity Catalog, e.g. main.ml.churn, or a name without dots for the workspace registry.',
    });
  }
  const byName = parts.length === 1 ? 'workspace' : 'unityCatalog';
  if (choice !== 'auto' && choice !== byName) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Inputs 'modelName' and 'registry' contradict each other: '${modelName}' ${NAME_IS[byName]}, and the registry is to be ${choice}.`,
      fix: `Set 'registry' to ${byName} or auto, or correct 'modelName'.`,
    });
  }
  return { modelName, kind: byName, because: `the name ${NAME_IS[byName]}` };
}

const NAME_IS: Readonly<Record<RegistryKind, string>> = {
  unityCatalog: 'has three parts',
  workspace: 'has no dots',
};

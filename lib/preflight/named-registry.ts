import { UserError } from '../core/errors';
import { chooseRegistry, type RegistryChoice } from '../registry/choose-registry';
import type { RegistryKind } from '../registry/kind';

export interface NamedRegistry extends RegistryChoice {
  readonly modelName: string;
}

/** The registry of a model, unless it is outside of the workspace; refuses a registry without a model name. */
export function namedRegistry(
  modelName: string | undefined,
  registry: RegistryKind | 'auto',
): NamedRegistry | undefined {
  if (registry === 'mlflow') {
    return undefined;
  }
  if (modelName !== undefined) {
    return { modelName, ...chooseRegistry({ modelName, registry }) };
  }
  if (registry === 'auto') {
    return undefined;
  }
  throw new UserError('INPUTS_REFUSED', {
    what: `Input 'registry' is ${registry}, and 'modelName' is not set.`,
    fix: "Set 'modelName', or remove 'registry', which says where that model is.",
  });
}

import { UserError } from '../core/errors';
import { REGISTRY_NAME, type RegistryKind } from './kind';
import { requireModelName } from './model-name';

export interface RegistryInputs {
  readonly modelName: string;
  readonly registry: RegistryKind | 'auto';
  /** URL of a plain MLflow server. Default: none. */
  readonly trackingUri?: string | undefined;
}

export interface RegistryChoice {
  readonly kind: RegistryKind;
  /** The reason for the log. */
  readonly how: string;
}

/** Decides from the inputs alone which registry has the model; refuses contradictions before the first request. */
export function chooseRegistry({ modelName, registry, trackingUri = '' }: RegistryInputs): RegistryChoice {
  const hasServer = trackingUri.trim() !== '';
  const choice: RegistryChoice =
    registry === 'auto' ? fromName(modelName, hasServer) : { kind: registry, how: `'registry' is ${registry}` };
  if (choice.kind === 'mlflow' && !hasServer) {
    throw new UserError('INPUTS_REFUSED', {
      what: "Input 'registry' is mlflow, and 'trackingUri' does not say where that MLflow server is.",
      fix: "Set 'trackingUri' to the address of the server, e.g. https://mlflow.example.com.",
    });
  }
  if (choice.kind !== 'mlflow' && hasServer) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'registry' is ${choice.kind}, and 'trackingUri' names a plain MLflow server.`,
      fix: `Leave out 'trackingUri' for ${REGISTRY_NAME[choice.kind]}, or set 'registry' to mlflow.`,
    });
  }
  requireModelName(modelName, choice.kind);
  return choice;
}

function fromName(modelName: string, hasServer: boolean): RegistryChoice {
  if (hasServer) {
    return { kind: 'mlflow', how: "'trackingUri' is set" };
  }
  const parts = modelName.trim().split('.').length;
  if (parts === 3) {
    return { kind: 'unityCatalog', how: `'${modelName}' has the form catalog.schema.model` };
  }
  if (parts === 1) {
    return { kind: 'workspace', how: `'${modelName}' has no catalog and schema in front` };
  }
  throw new UserError('MODEL_NAME_REFUSED', {
    what: `Input 'modelName' is '${modelName}', a name of ${parts} parts; a model of Unity Catalog has three, one of the Workspace registry has one.`,
    fix: "Write catalog.schema.model; if the dots are part of a name in the Workspace registry, set 'registry' to workspace.",
  });
}

import type { Workspace } from '../databricks/workspace';
import { REGISTRY_NAME } from '../registry/kind';
import type { Finding } from './finding';
import type { NamedRegistry } from './named-registry';
import { refusalOf } from './refusal';

/** Whether this workspace has the model's registry. */
export async function checkRegistry(
  { modelName, kind, how: because }: NamedRegistry,
  workspace: Workspace,
): Promise<Finding> {
  const check = `registry of model ${modelName}`;
  try {
    return kind === 'unityCatalog'
      ? await schemaFinding(modelName, { check, because }, workspace)
      : await workspaceFinding({ check, because }, workspace);
  } catch (error) {
    const switchedOff = kind === 'workspace' ? 'newer accounts have this registry switched off; ' : '';
    const ask = `Use a model of Unity Catalog (catalog.schema.model), or have the registry of the workspace enabled.`;
    return {
      check,
      verdict: 'unseen',
      because: `${REGISTRY_NAME[kind]}: ${switchedOff}${refusalOf(error)}`,
      ...(kind === 'workspace' && { ask }),
    };
  }
}

type Known = Pick<Finding, 'check' | 'because'>;

async function schemaFinding(modelName: string, { check, because }: Known, workspace: Workspace): Promise<Finding> {
  const fullName = modelName.toLowerCase().split('.').slice(0, 2).join('.');
  const owner = await workspace.grants.owner({ grantsType: 'schema', collection: 'schemas', fullName });
  return owner === undefined
    ? {
        check,
        verdict: 'absent',
        because: `${REGISTRY_NAME.unityCatalog}: there is no schema ${fullName}, or it is hidden`,
      }
    : {
        check,
        verdict: 'known',
        because: `${REGISTRY_NAME.unityCatalog}: ${because}, and schema ${fullName} is there`,
      };
}

async function workspaceFinding({ check, because }: Known, { workspaceRegistry }: Workspace): Promise<Finding> {
  await workspaceRegistry.requireEnabled();
  return { check, verdict: 'known', because: `${REGISTRY_NAME.workspace}: ${because}, and the registry answers` };
}

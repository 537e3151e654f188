import type { Workspace } from '../../lib/databricks/workspace';
import type { Finding } from './finding';
import { refusalOf } from './refusal';
import type { NamedRegistry } from './registry-kind';

/** Whether the registry of the model answers in this workspace. */
export async function checkRegistry(
  { modelName, kind, because }: NamedRegistry,
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
      because: `${NAMES[kind]}: ${switchedOff}${refusalOf(error)}`,
      ...(kind === 'workspace' && { ask }),
    };
  }
}

type Known = Pick<Finding, 'check' | 'because'>;

async function schemaFinding(modelName: string, { check, because }: Known, workspace: Workspace): Promise<Finding> {
  const fullName = modelName.toLowerCase().split('.').slice(0, 2).join('.');
  const owner = await workspace.grants.owner({ grantsType: 'schema', collection: 'schemas', fullName });
  return owner === undefined
    ? { check, verdict: 'absent', because: `${NAMES.unityCatalog}: there is no schema ${fullName}, or it is hidden` }
    : { check, verdict: 'known', because: `${NAMES.unityCatalog}: ${because}, and schema ${fullName} is there` };
}

async function workspaceFinding({ check, because }: Known, { workspaceRegistry }: Workspace): Promise<Finding> {
  await workspaceRegistry.requireEnabled();
  return { check, verdict: 'known', because: `${NAMES.workspace}: ${because}, and the registry answers` };
}

const NAMES = { unityCatalog: 'Unity Catalog', workspace: 'registry of the workspace' } as const;

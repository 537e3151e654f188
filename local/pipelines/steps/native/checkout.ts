import { basename, join, relative, resolve } from 'node:path';
import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import type { RunRepository, RunWorkspace } from '../../run/step-runner';
import { makeWorkTree } from '../checkout/work-tree';

export interface CheckoutContext {
  readonly alias: string;
  readonly workspace: RunWorkspace;
  /** The job checks out more than one repository, so each has a folder of its own. */
  readonly isOneOfSeveral: boolean;
  readonly assume: (text: string) => void;
}

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps-checkout */
export function checkout({ alias, workspace, isOneOfSeveral, assume }: CheckoutContext): NativeTask {
  return {
    definition: nativeDefinition({
      name: 'Checkout',
      friendlyName: 'Get sources',
      description: 'Get sources from a repository on this machine',
      version: '1.0.0',
      inputs: { path: '', fetchDepth: '', clean: '', submodules: '', lfs: '' },
    }),
    async run(run) {
      const repository = workspace.repositories.get(alias);
      if (repository === undefined) {
        throw new Error(`Repository '${alias}' has no folder on this machine.`);
      }
      const own = run.input('path');
      const target = targetOf(own, repository, { run, isOneOfSeveral });
      const ownFolder = join(workspace.folder, 'repositories', alias);
      await makeWorkTree({ repository, target, ownFolder, cancel: run.cancel });
      tell(run, repository, assume);
      setFolders(run, target, { isOneOfSeveral, isSelfElsewhere: alias === 'self' && own !== '' });
    },
  };
}

interface Place {
  readonly run: NativeRun;
  readonly isOneOfSeveral: boolean;
}

function targetOf(own: string, { folder }: RunRepository, { run, isOneOfSeveral }: Place): string {
  const root = run.variables.get('Agent.BuildDirectory') ?? '';
  const sources = run.variables.get('Build.SourcesDirectory') ?? join(root, 's');
  if (own === '') {
    return isOneOfSeveral ? join(sources, basename(folder)) : sources;
  }
  const target = resolve(root, own);
  if (relative(root, target).startsWith('..')) {
    throw new Error(`'path' is '${own}', which is outside of $(Agent.BuildDirectory).`);
  }
  return target;
}

function tell(
  run: NativeRun,
  { folder, commit, ref, withChanges }: RunRepository,
  assume: (text: string) => void,
): void {
  run.show(`HEAD is now at ${commit} (${ref ?? 'no branch'})`);
  if (withChanges) {
    run.warn(`The files of '${folder}' that are not committed were taken too; no pipeline in Azure DevOps has them.`);
    assume(`'${folder}' was taken with its uncommitted changes`);
  }
  const ignored = ['fetchDepth', 'clean'].filter((name) => run.input(name) !== '');
  if (ignored.length > 0) {
    run.show(`Without effect in a local run: ${ignored.join(', ')}`);
  }
}

/** As `plugininternal.updaterepositorypath` of the agent does. */
function setFolders(
  run: NativeRun,
  target: string,
  { isOneOfSeveral, isSelfElsewhere }: { readonly isOneOfSeveral: boolean; readonly isSelfElsewhere: boolean },
): void {
  const all = ['Build.SourcesDirectory', 'Build.Repository.LocalPath', 'System.DefaultWorkingDirectory'];
  const changed = isOneOfSeveral ? (isSelfElsewhere ? ['Build.Repository.LocalPath'] : []) : all;
  changed.forEach((name) => run.setVariable(name, target));
}

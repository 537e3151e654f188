import { statSync } from 'node:fs';
import type { PlannedStep } from '../plan/plan';
import { textAt, valueAt } from '../read/node';
import type { RunWorkspace } from '../run/step-runner';
import { nativeTasks } from './native-tasks';
import { isInstalled } from './native/shell';
import { isNone, stubOf } from './step-work';
import type { TaskIndex } from './task-index';

/** Why a step cannot run on this machine; undefined if it can. */
export function refusalOf(step: PlannedStep, workspace: RunWorkspace, tasks: TaskIndex): string | undefined {
  const { does } = step;
  if (stubOf(does, workspace) !== undefined || tasks.folderOf(does) !== undefined) {
    return undefined;
  }
  if (nativeTasks(does) === undefined) {
    return does.includes('@')
      ? `no task '${does}' is on this machine; give a folder or package that has it with --tasks, or replace it with --stub ${does}='<command>'`
      : `'${does}' steps do not run here`;
  }
  const rule = RULES[does.toLowerCase()];
  return rule?.(step, workspace);
}

type Rule = (step: PlannedStep, workspace: RunWorkspace) => string | undefined;

const RULES: Readonly<Record<string, Rule>> = {
  'cmdline@2': () => (isInstalled('bash') ? undefined : "'bash' is not installed on this machine"),
  'bash@3': () => (isInstalled('bash') ? undefined : "'bash' is not installed on this machine"),
  'powershell@2': () => (isInstalled('pwsh') ? undefined : "PowerShell ('pwsh') is not installed on this machine"),
  checkout: checkoutRefusal,
  download: downloadRefusal,
  'downloadpipelineartifact@2': downloadRefusal,
};

/** A value that is known only when the step runs is judged then. */
function downloadRefusal(step: PlannedStep): string | undefined {
  const inputs = valueAt(step.node, 'inputs');
  const source = textAt(step.node, 'download') ?? textAt(inputs, 'source') ?? textAt(inputs, 'buildType') ?? 'current';
  const version = textAt(inputs, 'runVersion') ?? textAt(inputs, 'buildVersionToDownload') ?? 'latest';
  const isRunWithId = source.toLowerCase() === 'specific' && version.toLowerCase() === 'specific';
  return isRunWithId || ['current', 'none'].includes(source.toLowerCase()) || source.includes('$(')
    ? undefined
    : `artifacts of '${source}' are not on this machine; only those of the run itself are`;
}

const LEFT_OUT = ['submodules', 'lfs', 'sparseCheckoutDirectories', 'sparseCheckoutPatterns', 'fetchFilter'];

function checkoutRefusal(step: PlannedStep, { repositories }: RunWorkspace): string | undefined {
  if (isNone(step)) {
    return undefined;
  }
  const alias = textAt(step.node, 'checkout') ?? '';
  const repository = repositories.get(alias);
  if (repository === undefined) {
    return `repository '${alias}' has no folder here; give one with --repository ${alias}=<folder>`;
  }
  if (statSync(repository.folder, { throwIfNoEntry: false }) === undefined) {
    return `the folder of repository '${alias}' does not exist: ${repository.folder}`;
  }
  if (repository.commit === undefined) {
    return `'${repository.folder}' has no commit, and only committed files are checked out`;
  }
  const key = LEFT_OUT.find((name) => {
    const value = valueAt(step.node, name);
    return value !== undefined && !(value.kind === 'text' && ['false', ''].includes(value.text.toLowerCase()));
  });
  return key === undefined ? undefined : `'${key}' of a checkout is not supported here`;
}

import { toJson } from '../../core/lossless-json';
import { sha256Hex } from '../../core/node/hash';
import type { GitFolder } from '../../databricks/git-folders';
import { pipelineRun } from '../../evidence/pipeline-run';
import type { TaskHost } from '../../task/host';
import { sealedText } from '../record/evidence';
import type { GitTarget } from './target';

/** The evidence of a Git folder: Databricks checks out the files, so the commit identifies them. */
export function gitFolderRecord(
  folder: GitFolder,
  target: GitTarget,
  { facts, clock, extensionVersion }: TaskHost,
): string {
  const { planId, job, step, attempt } = facts;
  return sealedText(
    {
      kind: 'deployment',
      version: 1,
      state: 'complete',
      writtenAt: new Date(clock.now()).toISOString(),
      writtenBy: extensionVersion,
      deploymentId: sha256Hex(toJson({ planId, job, step, attempt, folder: folder.id })).slice(0, 32),
      deployedPath: `/Workspace${target.path}`,
      mode: 'gitFolder',
      run: { ...pipelineRun(facts) },
      gitFolder: { id: folder.id, url: target.url, provider: target.provider, [target.ref.kind]: target.ref.name },
      fileCount: 0,
    },
    2,
  );
}

import { dirname, join } from 'node:path';
import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import type { RunWorkspace } from '../../run/step-runner';
import { downloadArtifacts } from '../artifacts/download';
import { earlierBuilds, folderOfBuild } from '../build-file';

const INPUTS = {
  'buildType|source|download': 'current',
  'buildVersionToDownload|runVersion': 'latest',
  'pipelineId|runId|buildId': '',
  'artifactName|artifact': '',
  'itemPattern|patterns': '**',
  'targetPath|path|downloadPath': '$(Pipeline.Workspace)',
};

/**
 * https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/download-pipeline-artifact-v2, and the step `download`,
 * which puts a named artifact into a folder of its name.
 */
export function downloadPipelineArtifact(workspace: RunWorkspace, form: 'task' | 'short'): NativeTask {
  return {
    definition: nativeDefinition({
      name: 'DownloadPipelineArtifact',
      friendlyName: 'Download Pipeline Artifacts',
      description: 'Download build and pipeline artifacts',
      version: '2.0.0',
      inputs: INPUTS,
      paths: ['targetPath'],
    }),
    async run(run) {
      const name = run.input('artifactName');
      const path = run.input('targetPath');
      const target = form === 'short' && name !== '' ? join(path, name) : path;
      const patterns = run.input('itemPattern').split('\n');
      const artifacts =
        run.input('buildType').toLowerCase() === 'current' ? workspace.artifacts : artifactsOfRun(run, workspace);
      const files = downloadArtifacts({ artifacts, name, patterns, target });
      run.show(`Downloaded ${files} ${files === 1 ? 'file' : 'files'} to ${target}.`);
    },
  };
}

/** Of another pipeline or project nothing is here. */
function artifactsOfRun(run: NativeRun, { folder }: RunWorkspace): string {
  const version = run.input('buildVersionToDownload');
  if (version.toLowerCase() !== 'specific') {
    throw new Error(`Only runs that are named by their ID are looked for here, and 'runVersion' is '${version}'.`);
  }
  const id = run.input('pipelineId');
  const found = folderOfBuild(folder, id);
  if (found === undefined) {
    const known = earlierBuilds(folder).map((build) => build.id);
    throw new Error(
      `There is no run with the ID '${id}' in ${dirname(folder)}; it has: ${known.toSorted().join(', ') || '(none)'}.\nFix: Set the Build.BuildId of a run that published the artifact; a version has that of its training in its tag mlops_pipeline_run.`,
    );
  }
  return join(found, 'artifacts');
}

import { join } from 'node:path';
import { nativeDefinition, type NativeTask } from '../../../agent/native';
import type { RunWorkspace } from '../../run/step-runner';
import { downloadArtifacts } from '../artifacts/download';

const INPUTS = {
  'buildType|source|download': 'current',
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
    run(run) {
      if (run.input('buildType').toLowerCase() !== 'current') {
        return Promise.reject(
          new Error(`Only artifacts of this run are here, and 'source' is '${run.input('buildType')}'.`),
        );
      }
      const name = run.input('artifactName');
      const path = run.input('targetPath');
      const target = form === 'short' && name !== '' ? join(path, name) : path;
      const patterns = run.input('itemPattern').split('\n');
      const files = downloadArtifacts({ artifacts: workspace.artifacts, name, patterns, target });
      run.show(`Downloaded ${files} ${files === 1 ? 'file' : 'files'} to ${target}.`);
      return Promise.resolve();
    },
  };
}

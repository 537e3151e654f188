import { nativeDefinition, type NativeRun, type NativeTask } from '../../../agent/native';
import type { RunWorkspace } from '../../run/step-runner';
import { publishArtifact } from '../artifacts/publish';
import { command } from './command';

/**
 * https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-pipeline-artifact-v1, and the step `publish`,
 * which is short for it.
 */
export function publishPipelineArtifact(workspace: RunWorkspace): NativeTask {
  return {
    definition: nativeDefinition({
      name: 'PublishPipelineArtifact',
      friendlyName: 'Publish Pipeline Artifacts',
      description: 'Publish (upload) a file or directory as a named artifact for the current run',
      version: '1.0.0',
      inputs: {
        'targetPath|path|publish': '$(Pipeline.Workspace)',
        'artifactName|artifact': '',
        'artifactType|publishLocation': 'pipeline',
      },
      paths: ['targetPath'],
    }),
    run(run) {
      if (run.input('artifactType').toLowerCase() !== 'pipeline') {
        return Promise.reject(
          new Error(`'publishLocation' is '${run.input('artifactType')}'; here it has to be pipeline.`),
        );
      }
      const name = run.input('artifactName') || defaultName(run);
      const files = publishArtifact(run.input('targetPath'), name, workspace);
      run.show(`Artifact ${name} has ${files} ${files === 1 ? 'file' : 'files'}.`);
      run.print(command('artifact.associate', { artifactname: name, type: 'PipelineArtifact' }, name));
      return Promise.resolve();
    },
  };
}

/** The service takes the path of the job in the run. */
function defaultName({ variables }: NativeRun): string {
  return (variables.get('System.JobIdentifier') ?? '').replaceAll('.', '') || 'job';
}

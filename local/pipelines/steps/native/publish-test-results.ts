import { nativeDefinition, type NativeTask } from '../../../agent/native';
import { findFiles } from '../find-files';
import { isTrue } from './booleans';
import { command } from './command';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-test-results-v2 */
export const publishTestResults: NativeTask = {
  definition: nativeDefinition({
    name: 'PublishTestResults',
    friendlyName: 'Publish Test Results',
    description: 'Publish test results to Azure Pipelines',
    version: '2.0.0',
    inputs: {
      'testRunner|testResultsFormat': 'JUnit',
      testResultsFiles: '**/TEST-*.xml',
      searchFolder: '$(System.DefaultWorkingDirectory)',
      mergeTestResults: 'false',
      failTaskOnFailedTests: 'false',
      failTaskOnMissingResultsFile: 'false',
      testRunTitle: '',
      'platform|buildPlatform': '',
      'configuration|buildConfiguration': '',
      publishRunAttachments: 'true',
    },
    paths: ['searchFolder'],
  }),
  run(run) {
    const patterns = run.input('testResultsFiles').split('\n');
    const files = findFiles(run.input('searchFolder'), patterns);
    if (files.length === 0) {
      const text = `No test result files matching '${patterns.join(', ')}' were found.`;
      if (isTrue(run.input('failTaskOnMissingResultsFile'))) {
        return Promise.reject(new Error(text));
      }
      run.warn(text);
      return Promise.resolve();
    }
    const properties = {
      type: run.input('testRunner'),
      mergeResults: run.input('mergeTestResults'),
      runTitle: run.input('testRunTitle'),
      platform: run.input('platform'),
      config: run.input('configuration'),
      publishRunAttachments: run.input('publishRunAttachments'),
      failTaskOnFailedTests: run.input('failTaskOnFailedTests'),
      testRunSystem: 'VSTS - PTR',
      resultFiles: files.join('|'),
    };
    run.show(`Publishing test results of ${files.length} ${files.length === 1 ? 'file' : 'files'}.`);
    run.print(command('results.publish', properties, ''));
    return Promise.resolve();
  },
};

import { readFileSync } from 'node:fs';
import { nativeDefinition, type NativeTask } from '../../../agent/native';
import { findFiles } from '../find-files';
import { isTrue } from './booleans';
import { command } from './command';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-code-coverage-results-v1, and -v2, which finds the format itself. */
export function publishCodeCoverage(major: 1 | 2): NativeTask {
  return {
    definition: nativeDefinition({
      name: 'PublishCodeCoverageResults',
      friendlyName: 'Publish code coverage results',
      description: 'Publish code coverage results from a Cobertura or JaCoCo file',
      version: `${major}.0.0`,
      inputs: {
        codeCoverageTool: major === 1 ? 'JaCoCo' : '',
        summaryFileLocation: '',
        pathToSources: '',
        reportDirectory: '',
        additionalCodeCoverageFiles: '',
        failIfCoverageEmpty: 'false',
      },
    }),
    run(run) {
      const folder = run.variables.get('System.DefaultWorkingDirectory') ?? '';
      const patterns = run.input('summaryFileLocation').split('\n');
      const files = findFiles(folder, patterns);
      if (files.length === 0) {
        const text = `No code coverage results matching '${patterns.join(', ')}' were found.`;
        if (isTrue(run.input('failIfCoverageEmpty'))) {
          return Promise.reject(new Error(text));
        }
        run.warn(text);
      }
      for (const file of files) {
        const text = readFileSync(file, 'utf8');
        run.show(`${file}: ${lineCoverage(text) ?? 'no line coverage in it'}`);
        const properties = {
          codecoveragetool: run.input('codeCoverageTool') || toolOf(text),
          summaryfile: file,
          reportdirectory: run.input('reportDirectory'),
        };
        run.print(command('codecoverage.publish', properties, ''));
      }
      return Promise.resolve();
    },
  };
}

function toolOf(text: string): string {
  return /<report[\s>]/.test(text) ? 'JaCoCo' : 'Cobertura';
}

function lineCoverage(text: string): string | undefined {
  const rate = /<coverage\b[^>]*\bline-rate="([\d.]+)"/.exec(text)?.[1];
  return rate === undefined ? undefined : `${(Number(rate) * 100).toFixed(1)}% of lines are covered`;
}

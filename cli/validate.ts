import { readFileSync } from 'node:fs';
import { compile } from '../local/pipelines/compile';
import type { Finding } from '../local/pipelines/read/finding';
import { entryOf } from '../local/pipelines/read/node';
import { readPipelineFile } from '../local/pipelines/read/read-file';
import { countText, findingJson, findingLines, issueCommand } from './finding-lines';
import { PIPELINE_SETTINGS, pipelineQuestion } from './pipeline-request';
import { print, printJson, printMadeHarmless } from './printer';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

/** Reports everything that is wrong with pipeline files. */
export const validateVerb: Verb = {
  name: 'validate',
  summary: 'Report every problem of pipeline files, with its place.',
  usage: '<file…> [options]',
  description: [
    'Expands each pipeline and checks the result: keys and kinds, inputs of tasks, conditions,',
    'dependencies, outputs that nobody sets, stages that never run, parameters that nobody',
    'uses, secrets in plain text.',
    '',
    'error: Azure Pipelines would refuse it, or it cannot mean what it says.',
    'warning: allowed, and probably not meant.',
    'assumption: the documentation leaves the point open; this is how it was taken.',
    'unsupported: read, but not checked, or not possible in a local run.',
  ],
  options: {
    json: 'Print the findings as JSON.',
    agent: 'Print them as commands, so that an agent shows them in its run.',
  },
  settings: PIPELINE_SETTINGS,
  example: 'mlops validate azure-pipelines.yml --reason PullRequest',
  run: validateFiles,
};

function validateFiles(words: Words): number {
  if (words.positionals.length === 0) {
    throw new UsageError("'mlops validate' takes at least one file, and got none.", 'Write mlops validate <file…>.');
  }
  const results = words.positionals.map((file) => ({ file, findings: findingsIn(file, words) }));
  const findings = results.flatMap((result) => result.findings);
  if (words.options.has('json')) {
    printJson({ files: results.map((result) => ({ ...result, findings: result.findings.map(findingJson) })) });
  } else if (words.options.has('agent')) {
    const reported = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    reported.map(issueCommand).forEach((command) => printMadeHarmless(`${command}\n`));
  } else {
    findings.flatMap((finding) => findingLines(finding)).forEach(print);
    results.forEach((result) => {
      print(`${result.file}: ${countText(result.findings)}`);
    });
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function findingsIn(file: string, words: Words): readonly Finding[] {
  const { request, tasks, findings } = pipelineQuestion(file, words);
  const foreign = isProjectFile(file);
  return foreign ? [...findings, projectFinding(file)] : [...findings, ...compile(request, tasks).findings];
}

/** A project's mlops.yml has a version and names environments; no pipeline does. */
function isProjectFile(file: string): boolean {
  const reading = readPipelineFile(readFileSync(file, 'utf8'), file);
  const has = (key: string): boolean => 'node' in reading && entryOf(reading.node, key) !== undefined;
  return has('version') && (has('model') || has('environments'));
}

function projectFinding(file: string): Finding {
  const message = 'this is the configuration of a model project, which this verb does not check yet';
  return { severity: 'error', rule: 'project-file', at: { file, line: 1, column: 1 }, message };
}

import { readFileSync } from 'node:fs';
import { compile } from '../local/pipelines/compile';
import type { Finding } from '../local/pipelines/read/finding';
import { entryOf } from '../local/pipelines/read/node';
import { readPipelineFile } from '../local/pipelines/read/read-file';
import { countText, findingJson, findingLines, issueCommand } from './finding-lines';
import { PIPELINE_SETTINGS, pipelineQuestion } from './pipeline-request';
import { printJson, printLines, printMadeHarmless } from './printer';
import { projectFindings } from './project-findings';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

const PROJECT_FILE = /(?:^|[\\/])mlops\.ya?ml$/;

/** Reports everything that is wrong with pipelines and project files; the content tells which one a file is. */
export const validateVerb: Verb = {
  name: 'validate',
  summary: 'Report every problem of pipelines and mlops.yml files, with file and line.',
  usage: '<file…> [options]',
  description: [
    'Expands a pipeline and checks the result: keys and types, task inputs, conditions,',
    'dependencies, outputs that no step sets, stages that never run, unused parameters, and',
    'secrets in plain text.',
    '',
    'Reads an mlops.yml as the tasks do and reports broken YAML, unknown keys, wrong values,',
    'contradictions, and attempts to loosen a baseline.',
    '',
    'error: Azure Pipelines or the tasks would refuse it, or it cannot mean what it says.',
    'warning: allowed, but probably not meant.',
    'assumption: the documentation or this machine leaves it open; this is how it was read.',
    'unsupported: read, but not checked, or not possible in a local run.',
  ],
  options: {
    baseline: 'Treat the files as baselines of an organization.',
    json: 'Print the findings as JSON.',
    agent: 'Print the findings as commands, so that an agent shows them in its run.',
  },
  settings: PIPELINE_SETTINGS,
  example: 'mlops validate azure-pipelines.yml databricks-ml/mlops.yml',
  run: validateFiles,
};

function validateFiles(words: Words): number {
  if (words.positionals.length === 0) {
    throw new UsageError("'mlops validate' needs at least one file.", 'Write mlops validate <file…>.');
  }
  const results = words.positionals.map((file) => ({ file, findings: findingsIn(file, words) }));
  const findings = results.flatMap((result) => result.findings);
  if (words.options.has('json')) {
    printJson({ files: results.map((result) => ({ ...result, findings: result.findings.map(findingJson) })) });
  } else if (words.options.has('agent')) {
    const reported = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
    reported.map(issueCommand).forEach((command) => printMadeHarmless(`${command}\n`));
  } else {
    const counts = results.map((result) => `${result.file}: ${countText(result.findings)}`);
    printLines([...findings.flatMap((finding) => findingLines(finding)), ...counts]);
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function findingsIn(file: string, words: Words): readonly Finding[] {
  if (words.options.has('baseline')) {
    return projectFindings(file, 'baseline');
  }
  if (isProjectFile(file)) {
    return projectFindings(file, 'project');
  }
  const { request, tasks, known, findings } = pipelineQuestion(file, words);
  return [...findings, ...compile({ ...request, missing: 'assumed' }, tasks, known).findings];
}

/** The name tells, even of a file too broken to read; under another name, keys that no pipeline has. */
function isProjectFile(file: string): boolean {
  if (PROJECT_FILE.test(file)) {
    return true;
  }
  const reading = readPipelineFile(textOf(file), file);
  const has = (key: string): boolean => 'node' in reading && entryOf(reading.node, key) !== undefined;
  return has('model') || (has('version') && has('environments'));
}

/** Empty for a missing file; the next reader reports it. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

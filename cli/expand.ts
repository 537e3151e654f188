import { expand } from '../local/pipelines/expand/expand';
import { plainTree } from '../local/pipelines/print/plain-tree';
import { yamlText } from '../local/pipelines/print/yaml-text';
import { findingJson, findingLines } from './finding-lines';
import { PIPELINE_SETTINGS, pipelineQuestion } from './pipeline-request';
import { printError, printJson, printMadeHarmless } from './printer';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

/** Prints a pipeline file as it is after expansion. */
export const expandVerb: Verb = {
  name: 'expand',
  summary: 'Print a pipeline with its templates and expressions expanded.',
  usage: '<file> [options]',
  description: [
    'Reads an Azure Pipelines file and its templates, fills in the parameters, and prints the',
    'result as one YAML document. Runs nothing and calls no service.',
    '',
    'Where the documentation of Azure Pipelines leaves a point open, prints the assumption.',
    'You can also set values in mlops.local.yml at the root of the repository.',
  ],
  options: {
    origins: 'Show above each part which file and line it comes from.',
    json: 'Print the document and the findings as JSON.',
  },
  settings: PIPELINE_SETTINGS,
  example: "mlops expand azure-pipelines.yml --branch main --parameters 'regions=[west]'",
  run: expandFile,
};

function expandFile(words: Words): number {
  const { request, findings: local } = pipelineQuestion(onlyFile(words, 'expand'), words);
  const { pipeline, findings } = expand(request);
  const all = [...local, ...findings];
  const isRefused = pipeline === undefined || all.some(({ severity }) => severity === 'error');
  if (words.options.has('json')) {
    printJson({ findings: all.map(findingJson), ...(isRefused ? {} : { pipeline: plainTree(pipeline) }) });
    return isRefused ? 1 : 0;
  }
  all.flatMap((finding) => findingLines(finding)).forEach(printError);
  if (isRefused) {
    return 1;
  }
  printMadeHarmless(yamlText(pipeline, { origins: words.options.has('origins'), onAgent: 'TF_BUILD' in process.env }));
  return 0;
}

export function onlyFile({ positionals }: Words, verb: string): string {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    const got = positionals.length === 0 ? 'none' : positionals.length;
    throw new UsageError(`'mlops ${verb}' needs one file, but got ${got}.`, `Write mlops ${verb} <file>.`);
  }
  return file;
}

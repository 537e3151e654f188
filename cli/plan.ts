import { compile } from '../local/pipelines/compile';
import { valueSources } from '../local/pipelines/plan/value-sources';
import { planJson } from '../local/pipelines/print/plan-json';
import { planLines } from '../local/pipelines/print/plan-lines';
import { onlyFile } from './expand';
import { findingLines } from './finding-lines';
import { PIPELINE_SETTINGS, pipelineQuestion } from './pipeline-request';
import { printError, printJson, printLines } from './printer';
import type { Verb, Words } from './verb';

/** Shows what a pipeline would do. */
export const planVerb: Verb = {
  name: 'plan',
  summary: 'Show the stages, jobs and steps that a pipeline would run.',
  usage: '<file> [options]',
  description: [
    'Lists stages, jobs and steps with their dependencies, conditions, environments and service',
    'connections, and where the value of each variable comes from. Marks what Azure Pipelines',
    'adds, such as the checkout of a job, as implied.',
  ],
  options: { json: 'Print the plan as JSON.' },
  settings: PIPELINE_SETTINGS,
  example: 'mlops plan azure-pipelines.yml --branch main',
  run: planFile,
};

function planFile(words: Words): number {
  const { request, tasks, local, known, findings: own } = pipelineQuestion(onlyFile(words, 'plan'), words);
  const { plan, findings } = compile({ ...request, missing: 'assumed' }, tasks, known);
  [...own, ...findings].flatMap((finding) => findingLines(finding)).forEach(printError);
  if (plan === undefined || own.some(({ severity }) => severity === 'error')) {
    return 1;
  }
  const sources = valueSources(plan, tasks, givenNames(words, local));
  if (words.options.has('json')) {
    printJson(planJson(plan, sources));
  } else {
    printLines(planLines(plan, sources));
  }
  return 0;
}

/** Values from the command line and mlops.local.yml: name in lower case, and where the value is set. */
function givenNames(words: Words, local: ReturnType<typeof pipelineQuestion>['local']): ReadonlyMap<string, string> {
  const set = (words.settings.get('variables') ?? []).map((pair) => pair.split('=', 1)[0] ?? '');
  const inGroups = [...(local.groups ?? [])].flatMap(([group, names]) =>
    names.map((name) => [name, `group ${group} in mlops.local.yml`] as const),
  );
  return new Map(
    [
      ...inGroups,
      ...local.secrets.map((name) => [name, 'secret in mlops.local.yml'] as const),
      ...local.variables.map(([name]) => [name, 'mlops.local.yml'] as const),
      ...set.map((name) => [name, '--variables'] as const),
    ].map(([name, from]) => [name.toLowerCase(), from]),
  );
}

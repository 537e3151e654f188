import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../lib/core/lossless-json';
import { nearest } from '../../lib/core/nearest';
import type { TaskDefinition } from '../../lib/task/definition';
import { brokenRules } from '../../lib/task/read-inputs';
import { plain } from '../../lib/yaml/node';
import { formatProblem } from '../../lib/yaml/position';
import { readYaml } from '../../lib/yaml/read';

interface Step extends JsonObject {
  readonly task: string;
}

/** What is wrong with our tasks in the pipeline snippets of a Markdown page. */
export function problemsInExamples(page: string, tasks: readonly TaskDefinition[]): readonly string[] {
  const snippets = [...page.matchAll(/^```yaml\n(?<yaml>[^]*?)^```$/gm)].map(({ groups }) => groups?.['yaml'] ?? '');
  return snippets.flatMap((yaml) => {
    const reading = readYaml(yaml, 'example');
    return 'problems' in reading
      ? reading.problems.map((problem) => formatProblem(problem))
      : stepsIn(plain(reading.node)).flatMap((step) => problemsInStep(step, tasks));
  });
}

/** Every map with a `task:`, at any depth. */
function stepsIn(value: Json | undefined): readonly Step[] {
  if (isJsonList(value)) {
    return value.flatMap((item) => stepsIn(item));
  }
  if (!isJsonObject(value)) {
    return [];
  }
  const { task } = value;
  return typeof task === 'string' ? [{ ...value, task }] : Object.values(value).flatMap((inner) => stepsIn(inner));
}

function problemsInStep(step: Step, tasks: readonly TaskDefinition[]): readonly string[] {
  const used = step.task;
  const task = tasks.find(({ name, major }) => used === `${name}@${major}`);
  if (task === undefined) {
    return /^(?:Databricks|MLflow|MLOps)/.test(used) ? [`there is no task ${used}`] : [];
  }
  const written = isJsonObject(step['inputs']) ? Object.keys(step['inputs']) : [];
  const given = written.map((name) => nameOf(name, task));
  const known = Object.keys(task.inputs);
  const unknown = given.filter((name) => !known.includes(name));
  const missing = known.filter((name) => task.inputs[name]?.required === true && !given.includes(name));
  return [
    ...unknown.map((name) => `${used} has no input '${name}'; nearest: ${nearest(name, known, 1).join('') || 'none'}`),
    ...missing.map((name) => `${used} needs the input '${name}'`),
    ...brokenRules(task, new Set(given)).map(({ what }) => `${used}: ${what}`),
    ...(typeof step['name'] === 'string' ? [] : [`${used} has no name, so its outputs cannot be read`]),
  ];
}

/** The input that a name or alias refers to; an unknown name is returned as it is. */
function nameOf(word: string, { inputs }: TaskDefinition): string {
  return Object.entries(inputs).find(([, { aliases = [] }]) => aliases.includes(word))?.[0] ?? word;
}

import { plain } from '../../lib/yaml/node';
import { formatProblem } from '../../lib/yaml/position';
import { readYaml } from '../../lib/yaml/read';
import { problemsIn } from '../../lib/yaml/shape';
import type { TaskJson } from './checked-task-json';
import { problemsInInputs } from './task-json-inputs';
import { taskJsonShape } from './task-json-shape';

export interface TaskJsonFile {
  readonly path: string;
  readonly text: string;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What Azure Pipelines would refuse or, worse, silently accept. Packing does not check it. */
export function problemsInTaskJson({ path, text }: TaskJsonFile): readonly string[] {
  const reading = readYaml(text, path);
  const misshapen = 'problems' in reading ? reading.problems : problemsIn(reading.node, taskJsonShape);
  if ('problems' in reading || misshapen.length > 0) {
    return misshapen.map((problem) => formatProblem(problem));
  }
  // The shape check above makes this true.
  const task = plain(reading.node) as unknown as TaskJson;
  return [...problemsInNames(task), ...problemsInInputs(task)].map((problem) => `${path}: ${problem}`);
}

/** Problems between tasks. */
export function problemsAcross(files: readonly TaskJsonFile[]): readonly string[] {
  const tasks = files.map(({ text }) => JSON.parse(text) as TaskJson);
  return [
    ...repeated(tasks.map(({ id }) => id)).map((id) => `Two tasks have the id ${id}.`),
    ...repeated(tasks.map(({ name }) => name.toLowerCase())).map((name) => `Two tasks have the name '${name}'.`),
    ...repeated(tasks.map(({ friendlyName }) => friendlyName)).map((name) => `Two tasks are called '${name}'.`),
  ];
}

function problemsInNames(task: TaskJson): readonly string[] {
  const { id, name, friendlyName, description, helpUrl, minimumAgentVersion, outputVariables } = task;
  const outputs = outputVariables.map((output) => output.name);
  return [
    ...(GUID.test(id) ? [] : [`id '${id}' is not a GUID in lower case.`]),
    ...(/^[A-Za-z0-9]+$/.test(name) ? [] : [`name '${name}' has other characters than letters and digits.`]),
    ...(friendlyName.length <= 40 ? [] : [`friendlyName has ${friendlyName.length} characters; 40 are shown.`]),
    ...(description.trim() === '' ? ['description is empty.'] : []),
    ...(helpUrl === undefined || helpUrl.startsWith('https://')
      ? []
      : [`helpUrl '${helpUrl}' is not an https address.`]),
    ...(/^\d+\.\d+\.\d+$/.test(minimumAgentVersion)
      ? []
      : [`minimumAgentVersion '${minimumAgentVersion}' has no three numbers.`]),
    ...outputs
      .filter((output) => !/^[A-Za-z][A-Za-z0-9]*$/.test(output))
      .map((output) => `output '${output}' is not a name of letters and digits.`),
    ...repeated(outputs.map((output) => output.toLowerCase())).map((output) => `output '${output}' appears twice.`),
    ...outputVariables
      .filter((output) => output.description.trim() === '')
      .map((output) => `output '${output.name}' has no help.`),
  ];
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

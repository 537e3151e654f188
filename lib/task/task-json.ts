import type { JsonObject } from '../core/lossless-json';
import type { TaskDefinition } from './definition';
import type { Input } from './input';

/** Microsoft asks for this agent where a task needs Node 20. */
const MINIMUM_AGENT = '4.248.0';

/** What Azure Pipelines reads about a task. `release` is the extension's version; the task keeps its own major. */
export function taskJson(definition: TaskDefinition, release: string): JsonObject {
  const { id, name, friendlyName, summary, instanceName, inputs, outputs } = definition;
  const [, Minor = 0, Patch = 0] = release.split('.').map(Number);
  return {
    id,
    name,
    friendlyName,
    description: summary,
    ...outputsHelp(Object.keys(outputs)),
    author: 'The MLOps for Databricks authors',
    category: 'Azure Pipelines',
    visibility: ['Build', 'Release'],
    runsOn: ['Agent', 'DeploymentGroup'],
    minimumAgentVersion: MINIMUM_AGENT,
    version: { Major: definition.major, Minor, Patch },
    instanceNameFormat: instanceName,
    groups: sectionsOf(inputs).map((section) => ({
      name: groupName(section),
      displayName: section,
      isExpanded: false,
    })),
    inputs: Object.entries(inputs).map(([inputName, input]) => inputJson(inputName, input)),
    outputVariables: Object.entries(outputs).map(([outputName, description]) => ({ name: outputName, description })),
    // Variables of the post-job step are not settable variables: the agent does not count them here.
    restrictions: { settableVariables: { allowed: Object.keys(outputs) } },
    execution: handlers('index.js'),
    ...(definition.postJob === true && { postjobexecution: handlers('postjob.js') }),
  };
}

function inputJson(
  name: string,
  { label, help, required, defaultText, section, manifest }: Input<unknown>,
): JsonObject {
  return {
    name,
    label,
    type: manifest.type,
    required,
    ...(defaultText !== undefined && { defaultValue: defaultText }),
    ...(section !== undefined && { groupName: groupName(section) }),
    helpMarkDown: help,
    ...(manifest.options && { options: { ...manifest.options } }),
    ...(manifest.properties && { properties: { ...manifest.properties } }),
  };
}

function sectionsOf(inputs: TaskDefinition['inputs']): readonly string[] {
  return [...new Set(Object.values(inputs).flatMap(({ section }) => section ?? []))];
}

/** `After the run` → `afterTheRun`. */
function groupName(section: string): string {
  const [first = '', ...rest] = section.toLowerCase().split(/\s+/);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

// The agent takes the newest of these that it knows; any other spelling is ignored without a word.
function handlers(target: string): JsonObject {
  return { Node24: { target }, Node20_1: { target } };
}

function outputsHelp(names: readonly string[]): JsonObject {
  const [first] = names;
  const example = `Give the step a name to read its outputs in later steps, e.g. $(stepName.${first}).`;
  return first === undefined ? {} : { helpMarkDown: `${example} Outputs: ${names.join(', ')}.` };
}

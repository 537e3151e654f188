import type { JsonObject } from '../core/lossless-json';
import type { TaskDefinition } from './definition';
import type { Condition, Input, Section } from './input';

/** Microsoft requires this agent version for Node 20. */
const MINIMUM_AGENT = '4.248.0';

/**
 * The task.json of a task. `release` is the extension's version; the task has its own major version.
 * `helpUrl` is the public URL of the task's page, if any.
 */
export function taskJson(definition: TaskDefinition, release: string, helpUrl?: string): JsonObject {
  const { id, name, friendlyName, summary, instanceName, inputs, outputs } = definition;
  const [, Minor = 0, Patch = 0] = release.split('.').map(Number);
  return {
    id,
    name,
    friendlyName,
    description: summary,
    ...taskHelp(definition, helpUrl),
    author: 'The MLOps for Databricks authors',
    category: 'Azure Pipelines',
    visibility: ['Build', 'Release'],
    // Pools and environments; then the machines of classic deployment groups.
    runsOn: ['Agent', 'DeploymentGroup'],
    minimumAgentVersion: MINIMUM_AGENT,
    version: { Major: definition.major, Minor, Patch },
    instanceNameFormat: instanceName,
    groups: sectionsOf(inputs).map(({ title, shownWhen }) => ({
      name: groupName(title),
      displayName: title,
      isExpanded: false,
      ...(shownWhen && { visibleRule: visibleRule(shownWhen) }),
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
  { label, help, aliases, required, defaultText, section, shownWhen, manifest, project }: Input<unknown>,
): JsonObject {
  return {
    name,
    ...(aliases && { aliases: [...aliases] }),
    label,
    type: manifest.type,
    // The editor must not require what a file may provide.
    required: required && project === undefined,
    ...(defaultText !== undefined && { defaultValue: defaultText }),
    ...(section !== undefined && { groupName: groupName(section.title) }),
    helpMarkDown: help,
    ...(shownWhen && { visibleRule: visibleRule(shownWhen) }),
    ...(manifest.options && { options: { ...manifest.options } }),
    ...(manifest.properties && { properties: { ...manifest.properties } }),
  };
}

function sectionsOf(inputs: TaskDefinition['inputs']): readonly Section[] {
  const sections = Object.values(inputs).flatMap(({ section }) => section ?? []);
  return [...new Map(sections.map((section) => [section.title, section])).values()];
}

function visibleRule({ input, isOneOf }: Condition): string {
  return isOneOf.map((value) => `${input} = ${value}`).join(' || ');
}

/** `After the run` → `afterTheRun`. */
function groupName(title: string): string {
  const [first = '', ...rest] = title.toLowerCase().split(/\s+/);
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

// The agent uses the newest of these that it supports; it silently ignores other spellings.
function handlers(target: string): JsonObject {
  return { Node24: { target }, Node20_1: { target } };
}

function taskHelp({ outputs, environment }: TaskDefinition, helpUrl: string | undefined): JsonObject {
  const names = Object.keys(outputs);
  const sentences = [
    ...(helpUrl === undefined ? [] : [`[Documentation](${helpUrl}).`]),
    ...(names.length === 0
      ? []
      : [`Give the step a name to read its outputs in later steps, e.g. $(stepName.${names[0]}).`]),
    ...(names.length === 0 ? [] : [`Outputs: ${names.join(', ')}.`]),
    ...(environment === undefined ? [] : [`Environment variables that the step may set: ${environment.join(', ')}.`]),
  ];
  return {
    ...(helpUrl !== undefined && { helpUrl }),
    ...(sentences.length > 0 && { helpMarkDown: sentences.join(' ') }),
    ...(environment !== undefined && { showEnvironmentVariables: true }),
  };
}

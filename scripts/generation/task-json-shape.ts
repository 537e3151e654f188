import type { Shape } from '../../lib/yaml/shape';

const text: Shape = { kind: 'text' };
const boolean: Shape = { kind: 'boolean' };
const integer: Shape = { kind: 'integer' };
const textMap: Shape = { kind: 'mapOf', of: text };

// `Node20` does not exist: an agent skips the unknown name and runs an older Node.
const handlers: Shape = {
  kind: 'map',
  keys: Object.fromEntries(['Node24', 'Node20_1'].map((name) => [name, handler()])),
  required: ['Node24', 'Node20_1'],
};

function handler(): Shape {
  return { kind: 'map', keys: { target: text }, required: ['target'] };
}

const group: Shape = {
  kind: 'map',
  keys: { name: text, displayName: text, isExpanded: boolean, visibleRule: text },
  required: ['name', 'displayName'],
};

const onOff: Shape = { kind: 'choice', of: ['True', 'False'] };

/** task-json-inputs.ts checks whether a value is text, a number or a boolean. */
const properties: Shape = {
  kind: 'map',
  keys: {
    EditableOptions: onOff,
    MultiSelect: onOff,
    MultiSelectFlatList: onOff,
    DisableManageLink: onOff,
    IsSearchable: onOff,
    PopulateDefaultValue: onOff,
    EndpointFilterRule: text,
    resizable: text,
    rows: text,
    maxLength: text,
  },
};

const input: Shape = {
  kind: 'map',
  keys: {
    name: text,
    aliases: { kind: 'list', of: text, atLeast: 1 },
    label: text,
    type: text,
    required: boolean,
    defaultValue: text,
    groupName: text,
    helpMarkDown: text,
    visibleRule: text,
    options: textMap,
    properties,
  },
  required: ['name', 'label', 'type', 'required', 'helpMarkDown'],
};

/** The part of the public schema for task.json (tasks.schema.json of azure-pipelines-task-lib) that our tasks use. */
export const taskJsonShape: Shape = {
  kind: 'map',
  keys: {
    id: text,
    name: text,
    friendlyName: text,
    description: text,
    helpUrl: text,
    helpMarkDown: text,
    showEnvironmentVariables: boolean,
    author: text,
    category: { kind: 'choice', of: ['Azure Pipelines'] },
    visibility: { kind: 'list', of: { kind: 'choice', of: ['Build', 'Release'] }, atLeast: 1 },
    runsOn: { kind: 'list', of: { kind: 'choice', of: ['Agent', 'DeploymentGroup'] }, atLeast: 1 },
    minimumAgentVersion: text,
    version: {
      kind: 'map',
      keys: { Major: integer, Minor: integer, Patch: integer },
      required: ['Major', 'Minor', 'Patch'],
    },
    instanceNameFormat: text,
    groups: { kind: 'list', of: group },
    inputs: { kind: 'list', of: input },
    outputVariables: {
      kind: 'list',
      of: { kind: 'map', keys: { name: text, description: text }, required: ['name', 'description'] },
    },
    restrictions: {
      kind: 'map',
      keys: {
        settableVariables: { kind: 'map', keys: { allowed: { kind: 'list', of: text } }, required: ['allowed'] },
      },
      required: ['settableVariables'],
    },
    execution: handlers,
    postjobexecution: handlers,
  },
  required: [
    'id',
    'name',
    'friendlyName',
    'description',
    'author',
    'category',
    'visibility',
    'runsOn',
    'minimumAgentVersion',
    'version',
    'instanceNameFormat',
    'inputs',
    'outputVariables',
    'restrictions',
    'execution',
  ],
};

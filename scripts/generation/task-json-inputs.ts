import type { InputJson, TaskJson } from './checked-task-json';
import { problemsInVisibleRule } from './visible-rule';

const TYPES = new Set(['boolean', 'filePath', 'int', 'multiLine', 'pickList', 'radio', 'secureFile', 'string']);

export function problemsInInputs({ inputs, groups = [], instanceNameFormat }: TaskJson): readonly string[] {
  const words = inputs.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const lower = words.map((word) => word.toLowerCase());
  const twice = words.filter((word, index) => lower.indexOf(word.toLowerCase()) !== index);
  const named = [...instanceNameFormat.matchAll(/\$\(([^)]*)\)/g)].map(([, name = '']) => name);
  return [
    ...twice.map((word) => `input '${word}' appears twice.`),
    ...named
      .filter((name) => inputs.every((input) => input.name !== name))
      .map((name) => `instanceNameFormat names no input '${name}'.`),
    ...groups.flatMap(({ name, visibleRule }) =>
      problemsInVisibleRule(visibleRule, { inputs }).map((problem) => `group '${name}' ${problem}`),
    ),
    ...inputs.flatMap((input) =>
      problemsInInput(input, { inputs, groups: groups.map(({ name }) => name) }).map(
        (problem) => `input '${input.name}' ${problem}`,
      ),
    ),
  ];
}

interface InputContext {
  readonly inputs: readonly InputJson[];
  readonly groups: readonly string[];
}

function problemsInInput(input: InputJson, { inputs, groups }: InputContext): readonly string[] {
  const {
    name,
    aliases = [],
    label,
    type,
    required,
    helpMarkDown,
    groupName,
    visibleRule,
    options = {},
    defaultValue,
    properties = {},
  } = input;
  const isList = type === 'pickList' || type === 'radio';
  const checks: readonly (readonly [boolean, string])[] = [
    [
      [name, ...aliases].every((word) => /^[A-Za-z][A-Za-z0-9]*$/.test(word)),
      'has a name with other characters than letters and digits.',
    ],
    [label.trim() !== '', 'has no label.'],
    [helpMarkDown.trim() !== '', 'has no help.'],
    [TYPES.has(type) || /^connectedService:[A-Za-z0-9-]+$/.test(type), `has the unknown type '${type}'.`],
    [groupName === undefined || groups.includes(groupName), `is in the unknown group '${groupName}'.`],
    [!required || groupName === undefined, 'is required, but its group is collapsed.'],
    [isList === Object.keys(options).length > 0, 'has options but is not a list, or is a list without options.'],
    [
      !isList || defaultValue === undefined || defaultValue in options,
      `defaults to '${defaultValue}', which is no option.`,
    ],
  ];
  return [
    ...checks.filter(([holds]) => !holds).map(([, problem]) => problem),
    ...problemsInProperties(properties),
    ...problemsInVisibleRule(visibleRule, { inputs, groupName }),
  ];
}

/** In the published schema all of them are text, numbers too, and one is a boolean. */
function problemsInProperties(properties: NonNullable<InputJson['properties']>): readonly string[] {
  return Object.entries(properties)
    .filter(([name, value]) => (name === 'resizable' ? typeof value !== 'boolean' : typeof value !== 'string'))
    .map(([name, value]) => {
      const expected = name === 'resizable' ? 'true or false without quotes' : 'text in quotes';
      return `holds properties.${name} ${JSON.stringify(value)}; the schema asks for ${expected}.`;
    });
}

import type { InputJson } from './checked-task-json';

interface Place {
  readonly inputs: readonly InputJson[];
  /** The group of the input with the rule; undefined for the rule of a group. */
  readonly groupName?: string | undefined;
}

/**
 * What the editor, or a server that installs the extension, would refuse in a visibility rule.
 * Servers accept only letters, digits and blanks (azure-pipelines-task-lib issues 658 and 1023), so no rule can ask whether
 * a text is empty (azure-pipelines-tasks issue 2515). Azure DevOps Server 2020 also wants both inputs in one group
 * (msix-packaging issue 400).
 */
export function problemsInVisibleRule(rule: string | undefined, place: Place): readonly string[] {
  if (rule === undefined) {
    return [];
  }
  if (rule.includes('&&') && rule.includes('||')) {
    return ['mixes && and || in visibleRule, which the page cannot evaluate.'];
  }
  return rule.split(/ && | \|\| /).flatMap((part) => problemsInPart(part, place));
}

function problemsInPart(part: string, { inputs, ...place }: Place): readonly string[] {
  const { name, value = '' } = /^(?<name>\w+) !?= (?<value>[A-Za-z0-9 ]+)$/.exec(part)?.groups ?? {};
  if (name === undefined) {
    return [`has the rule '${part}', which servers refuse: write 'input = value' with letters and digits.`];
  }
  const other = inputs.find((input) => input.name === name);
  if (other === undefined) {
    return [`depends on the unknown input '${name}'.`];
  }
  if (other.type !== 'boolean' && other.options === undefined) {
    return [`depends on '${name}', which is not a list.`];
  }
  return [
    ...(other.options === undefined || value in other.options
      ? []
      : [`depends on '${name} = ${value}', which is not an option.`]),
    ...('groupName' in place && place.groupName !== other.groupName
      ? [`depends on '${name}', which has to stand in the same group.`]
      : []),
  ];
}

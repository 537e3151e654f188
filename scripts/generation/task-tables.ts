import type { Rule, TaskDefinition } from '../../lib/task/definition';

/** The tasks of the extension, for the README. */
export function taskTable(definitions: readonly TaskDefinition[]): string {
  const rows = definitions.map(
    ({ name, major, summary }) => `| [\`${name}@${major}\`](tasks/${name}/README.md) | ${cell(summary)} |`,
  );
  return ['| Task | Does |', '|---|---|', ...rows].join('\n');
}

/** The same for the Marketplace, without links to files of the repository. */
export function taskTableWithoutLinks(definitions: readonly TaskDefinition[]): string {
  const rows = definitions.map(({ name, major, summary }) => `| \`${name}@${major}\` | ${cell(summary)} |`);
  return ['| Task | Does |', '|---|---|', ...rows].join('\n');
}

/** The inputs of one task and the conditions between them. */
export function inputTable({ inputs, rules }: TaskDefinition): string {
  const rows = Object.entries(inputs).map(([name, { aliases = [], kind, required, defaultText, help, project }]) => {
    const [path] = project?.paths ?? [];
    const sources = [
      ...(path === undefined ? [] : [`\`${path}\` of \`configFile\``]),
      ...(defaultText === undefined ? [] : [`\`${cell(defaultText)}\``]),
    ];
    const fallback = required && project === undefined ? '**required**' : sources.join(', else ');
    const also = aliases.length === 0 ? '' : ` (or ${codes(aliases, 'or')})`;
    return `| \`${name}\`${also} | ${cell(kind)} | ${fallback} | ${cell(help)} |`;
  });
  const table = ['| Input | Kind | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
  return rules.length === 0 ? table : [table, '', ...rules.map((rule) => `- ${sentence(rule)}`)].join('\n');
}

export function outputTable({ outputs }: TaskDefinition): string {
  const rows = Object.entries(outputs).map(([name, meaning]) => `| \`${name}\` | ${cell(meaning)} |`);
  return ['| Output | Meaning |', '|---|---|', ...rows].join('\n');
}

function sentence(rule: Rule<string>): string {
  switch (rule.kind) {
    case 'exactlyOne':
      return `Set exactly one of ${codes(rule.of)}${rule.unless === undefined ? '' : `, or neither with \`${rule.unless}\``}.`;
    case 'atMostOne':
      return `Set at most one of ${codes(rule.of)}.`;
    case 'needs':
      return `\`${rule.input}\` needs \`${rule.needs}\`: ${rule.because}.`;
    case 'onlyWith':
      return `Set ${codes(rule.inputs)} only with ${codes(rule.with, 'or')}: ${rule.because}.`;
  }
}

function codes(names: readonly string[], word: 'and' | 'or' = 'and'): string {
  const all = names.map((name) => `\`${name}\``);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');
}

export const CONNECTION = 'databricks-prod';

/** A step as its author writes it; the connection is always the demo's. */
export interface Step {
  readonly task: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export function withConnection({ inputs }: Step): Step['inputs'] {
  return { connection: CONNECTION, ...inputs };
}

/** The steps as YAML of azure-pipelines.yml. */
export function stepsYaml(steps: readonly Step[]): string {
  return steps.map(stepYaml).join('\n\n');
}

function stepYaml(step: Step): string {
  const inputs = Object.entries(withConnection(step)).map(([input, value]) =>
    // A block if YAML would read the text as a map.
    /\n|: /.test(value) ? `    ${input}: |\n      ${value.replaceAll('\n', '\n      ')}` : `    ${input}: ${value}`,
  );
  return [`- task: ${step.task}@1`, `  name: ${step.name}`, '  inputs:', ...inputs].join('\n');
}

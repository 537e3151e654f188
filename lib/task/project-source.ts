import { input, optional, type Rule } from './definition';
import type { Input, ProjectSource } from './input';

type Sources<I> = { readonly [N in keyof I]?: ProjectSource | string };

/** The same inputs; those named may be left out, and then `configFile` says their value. */
export function fromProject<const I extends Readonly<Record<string, Input<unknown>>>>(
  inputs: I,
  sources: Sources<I>,
): I {
  const filled = Object.entries(inputs).map(([name, spec]) => {
    const source = sources[name];
    const project = typeof source === 'string' ? { paths: [source] } : source;
    return [name, project === undefined ? spec : { ...spec, project }];
  });
  return Object.fromEntries(filled) as I;
}

/** The champion's place unless the step says which; a copy is no place. */
export const places: ProjectSource = {
  paths: ['model.champion', 'model.challenger'],
  governs: /^(?:alias|stage):/i,
};

/** Which file says what the model is, and for which environment. */
export const projectInputs = {
  configFile: optional(
    input.file({
      label: 'Configuration file',
      help: "The project's mlops.yml, e.g. databricks-ml/mlops.yml. What an input leaves empty comes from it; an input that says something else is an error.",
    }),
  ),
  environment: optional(
    input.string({ label: 'Environment', help: "Which environment of 'configFile' holds, e.g. prod." }),
  ),
  baselineFile: optional(
    input.file({
      label: 'Baseline file',
      help: "Baseline of the organization that 'configFile' has to extend, e.g. policy/org-policy.yml from a second checkout. An organization sets it in its own template.",
    }),
  ),
};

export const projectRules: readonly Rule<keyof typeof projectInputs>[] = [
  { kind: 'needs', input: 'configFile', needs: 'environment', because: 'the file says something for each of them' },
  { kind: 'needs', input: 'environment', needs: 'configFile', because: 'the environments stand in it' },
  { kind: 'needs', input: 'baselineFile', needs: 'configFile', because: 'it has to extend the baseline' },
];

import { input, optional, type Rule } from './definition';
import type { Input, ProjectSource } from './input';
import { inSection } from './layout';

type Sources<I> = { readonly [N in keyof I]?: ProjectSource | string };

/** The same inputs; the named ones are optional, and then `configFile` provides their value. */
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

/** Default: the champion's place. A copy is not a place. */
export const places: ProjectSource = {
  paths: ['model.champion', 'model.challenger'],
  governs: /^(?:alias|stage):/i,
};

const COMPUTE = ['existingClusterId', 'newCluster', 'budgetPolicyId', 'environmentVersion', 'libraries'] as const;

type ComputeSources = Readonly<Record<(typeof COMPUTE)[number], ProjectSource>>;

/** The compute of training, unless one of those inputs is set. */
export function trainingCompute(unless: readonly string[]): ComputeSources {
  return computeBelow('training', unless);
}

function computeBelow(section: string, unless: readonly string[]): ComputeSources {
  const from = (key: string): ProjectSource => ({ paths: [`${section}.compute.${key}`], unless });
  return {
    existingClusterId: from('existingClusterId'),
    newCluster: from('newCluster'),
    budgetPolicyId: from('budgetPolicyId'),
    environmentVersion: from('environmentVersion'),
    libraries: from('libraries'),
  };
}

/** For a run that moves a model: it needs what training has, on whatever compute the step prefers. */
export const computeOfTraining = trainingCompute(COMPUTE);

const MACHINES = COMPUTE.filter((key) => key !== 'libraries');

/** For tests: where training runs, with its libraries and what only tests need. */
export const computeOfTests: ComputeSources = {
  ...trainingCompute(MACHINES),
  libraries: { paths: ['training.compute.libraries'], unless: MACHINES, adds: true },
};

export const computeOfComparison = computeBelow('comparison', COMPUTE);

/** For the job that loads a model, unless the step names any compute. */
export const computeOfCompliance = computeBelow('compliance', COMPUTE);

/** The project file and the environment in it. */
export const projectInputs = inSection(
  { title: 'Configuration file' },
  {
    configFile: optional(
      input.file({
        label: 'Configuration file',
        help: "The project's mlops.yml. Inputs that you leave empty take their values from it; an input that contradicts it is an error. E.g. databricks-ml/mlops.yml.",
      }),
    ),
    environment: optional(
      input.string({
        label: 'Environment',
        help: "Environment of the configuration file to use; needed with 'configFile'. E.g. prod.",
      }),
    ),
    baselineFile: optional(
      input.file({
        label: 'Baseline file',
        help: 'Baseline of the organization that the configuration file must extend; an organization sets it in its own template. E.g. policy/org-policy.yml.',
      }),
    ),
  },
);

export const projectRules: readonly Rule<keyof typeof projectInputs>[] = [
  { kind: 'needs', input: 'configFile', needs: 'environment', because: 'values can differ between environments' },
  { kind: 'needs', input: 'environment', needs: 'configFile', because: 'that file defines the environments' },
  {
    kind: 'needs',
    input: 'baselineFile',
    needs: 'configFile',
    because: 'it is the file that must extend the baseline',
  },
];

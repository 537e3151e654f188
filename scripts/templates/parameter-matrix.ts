import type { Parameter, TemplateFile } from './template-files';

export type Values = Readonly<Record<string, unknown>>;

const REPOSITORY: Values = {
  'Build.Repository.ID': '5febef5a-833d-4e14-b9c0-14cb638f91e6',
  'Build.Repository.Name': 'churn',
};

/** What a run of a pipeline looks like to its templates. */
export const RUNS: readonly Values[] = [
  { ...REPOSITORY, 'Build.Reason': 'Manual', 'Build.SourceBranch': 'refs/heads/main' },
  { ...REPOSITORY, 'Build.Reason': 'PullRequest', 'Build.SourceBranch': 'refs/pull/12/merge' },
  { ...REPOSITORY, 'Build.Reason': 'IndividualCI', 'Build.SourceBranch': 'refs/heads/feature/a-b' },
  { ...REPOSITORY, 'Build.Reason': 'Schedule', 'Build.SourceBranch': 'refs/heads/release/1.0' },
];

/** The smallest set of values, then every other value of each parameter alone, then all of them together. */
export function parameterMatrix({ parameters }: TemplateFile): readonly Values[] {
  const needed = neededValues(parameters);
  const changes = parameters.flatMap((parameter) =>
    otherValues(parameter).map((value): Values => ({ [parameter.name]: value })),
  );
  const everything = Object.assign({}, needed, ...changes) as Values;
  return [needed, ...changes.map((change) => ({ ...needed, ...change })), everything];
}

/** A value for each parameter that has none of its own: its name, which is easy to find again in a plan. */
export function neededValues(parameters: readonly Parameter[]): Values {
  const needed = parameters.filter((parameter) => parameter.default === undefined);
  return Object.fromEntries(needed.map((parameter) => [parameter.name, parameter.values?.[0] ?? parameter.name]));
}

function otherValues({ name, type, values, default: standard }: Parameter): readonly unknown[] {
  if (values !== undefined) {
    return values.filter((value) => value !== standard);
  }
  switch (type) {
    case 'boolean':
      return [standard !== true];
    case 'number':
      return [1];
    case 'object':
      return [{ name: `other_${name}` }];
    default:
      return standard === undefined ? [] : [`other_${name}`];
  }
}

import { isNamed, type Plan, type PlannedJob, type PlannedStage, type PlannedVariable } from './plan';

/** A job, and what it lies in. */
export interface Spot {
  readonly plan: Plan;
  readonly stage: PlannedStage;
  readonly job: PlannedJob;
}

export interface Declared {
  readonly variable: PlannedVariable;
  readonly scope: 'job' | 'stage' | 'pipeline';
}

/** The declaration that counts: the nearest scope wins, and in one place the last. */
export function declaredVariable(name: string, { plan, stage, job }: Spot): Declared | undefined {
  const scopes = [
    [job.variables, 'job'],
    [stage.variables, 'stage'],
    [plan.variables, 'pipeline'],
  ] as const;
  for (const [declared, scope] of scopes) {
    const variable = declared.findLast((found) => found.kind !== 'group' && isNamed(found.name, name));
    if (variable !== undefined) {
      return { variable, scope };
    }
  }
  return undefined;
}

/** Every variable group around a job. */
export function groupsAround({ plan, stage, job }: Spot): readonly PlannedVariable[] {
  return [job, stage, plan].flatMap(({ variables }) => variables.filter(({ kind }) => kind === 'group'));
}

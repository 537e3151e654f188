import { check } from './check/check';
import { expand, type ExpandRequest, type Expansion } from './expand/expand';
import { buildPlan } from './plan/build-plan';
import { checkKnownNames, type KnownNames } from './plan/known-names';
import { checkOutputReferences } from './plan/output-references';
import type { Plan } from './plan/plan';
import { checkReachability } from './plan/possible-results';
import { Findings, type Finding } from './read/finding';
import type { Mapping } from './read/node';
import type { TaskCatalog } from './schema/task-catalog';

export interface Compilation {
  readonly pipeline: Mapping | undefined;
  /** Undefined where there are errors. */
  readonly plan: Plan | undefined;
  readonly findings: readonly Finding[];
}

/** Takes a pipeline file through all stages; `tasks` is what its steps are checked against, `known` what this machine has. */
export function compile(request: ExpandRequest, tasks: TaskCatalog, known?: KnownNames): Compilation {
  const { pipeline, findings: found, files } = expand(request);
  const findings = new Findings();
  found.forEach((finding) => {
    findings.add(finding);
  });
  const isWhole = pipeline !== undefined && !findings.hasErrors;
  if (pipeline !== undefined) {
    check({ pipeline, files, tasks }, findings);
  }
  const plan = isWhole ? checkedPlan(pipeline, tasks, findings) : undefined;
  if (plan !== undefined && known !== undefined) {
    checkKnownNames(plan, known, { tasks, findings });
  }
  return { pipeline, plan: findings.hasErrors ? undefined : plan, findings: inFileOrder(findings.all, files) };
}

function checkedPlan(pipeline: Mapping, tasks: TaskCatalog, findings: Findings): Plan {
  const plan = buildPlan(pipeline, findings);
  checkOutputReferences(plan, tasks, findings);
  checkReachability(plan.stages, 'stage', findings);
  for (const { jobs } of plan.stages) {
    checkReachability(jobs, 'job', findings);
  }
  return plan;
}

/** By file in the order in which they were read, then from top to bottom. */
function inFileOrder(findings: readonly Finding[], files: Expansion['files']): readonly Finding[] {
  const rank = new Map(files.map(({ label }, index) => [label, index]));
  const rankOf = ({ at }: Finding): number => rank.get(at.file) ?? -1;
  return findings.toSorted(
    (one, other) => rankOf(one) - rankOf(other) || one.at.line - other.at.line || one.at.column - other.at.column,
  );
}

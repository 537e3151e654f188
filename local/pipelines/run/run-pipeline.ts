import { worstOf } from './ends';
import { inOrder, Slots } from './order';
import type { RunContext } from './run-context';
import { buildNumber } from './run-name';
import type { RunRequest, RunTools } from './run-tools';
import { Scopes } from './scope';
import { runStage } from './stage-run';
import type { Result } from './step-runner';
import { variableSet, type RunVariable } from './variable-set';

/** Runs a plan. Whatever happens is told to `emit`, and the answer is how it ended. */
export async function runPipeline(request: RunRequest, tools: RunTools): Promise<Result> {
  const { plan, id, attempt } = request;
  const scopes = new Scopes(request, tools);
  const outside = variableSet([...request.given, ...request.predefined]);
  const own = scopes.within(outside, plan.variables, { others: {}, where: { stage: '' } });
  const name = buildNumber(request, own, (prefix) => scopes.counter(prefix, 1));
  const number: RunVariable = { name: 'Build.BuildNumber', value: name, isSecret: false, readOnly: true };
  const variables = variableSet([...own.values(), number]);
  const run: RunContext = { request, tools, scopes, variables, slots: new Slots(tools.parallel), stages: new Map() };
  tools.emit({ kind: 'run started', id, name, attempt });
  await inOrder(plan.stages, async (stage) => {
    run.stages.set(stage.name.toLowerCase(), await runStage(stage, run));
  });
  const result = worstOf([...run.stages.values()].map((stage) => stage.result));
  tools.emit({ kind: 'run ended', result, ...(run.renamed === undefined ? {} : { name: run.renamed }) });
  return result;
}

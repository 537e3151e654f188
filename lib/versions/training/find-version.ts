import { UserError } from '../../core/errors';
import { readBack } from '../../core/read-back';
import type { Run } from '../../databricks/wire/run';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';
import type { JobRunIds } from '../../runs/outcome/job-run-ids';
import type { TaskHost } from '../../task/host';
import { decideVersion, type Decision } from './decide';
import type { NamedVersion } from './exit-value';
import type { NewVersion, TrainingFacts } from './facts';
import { nothingFound } from './nothing-found';
import { newVersions, tracesOf } from './read-facts';

export interface Training {
  readonly model: RegisteredModel;
  readonly run: Run;
  readonly ids: JobRunIds;
  readonly named: NamedVersion | undefined;
}

/** The version that the training registered; none and several are errors that list what was found. */
export async function findVersion(
  training: Training,
  { registry, host }: { readonly registry: Registry; readonly host: TaskHost },
): Promise<NewVersion> {
  const { facts, decision } = await settledDecision(training, registry, host);
  switch (decision.kind) {
    case 'found':
      tell(decision, training, host);
      return decision.version;
    case 'nothing':
      throw nothingFound(facts, await tracesOf(facts, registry));
    case 'refused':
      throw new UserError(decision.code, decision.text);
  }
}

interface Decided {
  readonly facts: TrainingFacts;
  readonly decision: Decision;
}

/** What was registered a moment ago may not be listed yet, so only the last of several looks concludes that nothing was. */
async function settledDecision(
  { model, run, ids, named }: Training,
  registry: Registry,
  host: TaskHost,
): Promise<Decided> {
  const look = async (): Promise<Decided> => {
    const versions = await newVersions(model, run.startTime ?? 0, registry);
    const facts = { model: model.name, run: ids, versions, named };
    return { facts, decision: decideVersion(facts) };
  };
  return (await readBack(look, ({ decision }) => !mayChange(decision), host)).seen;
}

function mayChange(decision: Decision): boolean {
  return decision.kind === 'nothing' || (decision.kind === 'refused' && decision.code === 'NAMED_VERSION_REFUSED');
}

function tell(
  { version, because, leftBehind }: Decision & { kind: 'found' },
  { model, run }: Training,
  host: TaskHost,
): void {
  host.log.info(`Version ${version.number} of ${model.name}: registered by run ${run.id}; ${because}`);
  if (version.mlflowRunId === undefined) {
    host.log.warning(`Version ${version.number} does not name its MLflow run, so the run gets no stamp`);
  }
  if (leftBehind.length > 0) {
    host.log.warning(
      `Run ${run.id} also registered version ${leftBehind.join(', ')} of ${model.name}, which nothing uses`,
    );
  }
}

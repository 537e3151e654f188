import { checkedVersion, type CheckedVersion } from '../../compliance/checked-version';
import type { Changes } from '../../contracts/comparison-changes';
import type { Evaluation } from '../../contracts/evaluation';
import { UserError } from '../../core/errors';
import type { RunEvidence } from '../../evidence/run-evidence';
import { doubtsAbout } from '../../project/margins/doubts';
import { decide, unknown, type Decision } from '../decide/decide';
import { ruleOf } from '../decide/rule';
import { evaluate } from '../evaluate/evaluate';
import { baseOf } from './base';
import { findOpponent, type Opponent } from './champion';
import { changesBetween } from './changes';
import type { CompareClients, CompareInputs, CompareOutputs } from './inputs';
import { countLook } from './looks';
import { changedMeanwhile, whileBothStay, type Ended } from './meanwhile';
import { recordComparison } from './record';
import { evaluatedModel, requestOf, requireHosted } from './request';
import { scoringInputs } from './scoring-inputs';
import { settingsOf, sourceText } from './settings';
import { concluded, tell } from './tell';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Has candidate and champion score the same rows, decides by the rule of the project, and leaves the reasons as evidence. */
export async function compareVersions(
  inputs: CompareInputs,
  clients: CompareClients,
  evidence: RunEvidence,
): Promise<CompareOutputs> {
  const { host, registry, workspace } = clients;
  requireHosted(registry);
  const { project, configuration, source } = settingsOf(inputs, host);
  const { comparison, data } = configuration;
  const rule = ruleOf(configuration);
  doubtsAbout(configuration).forEach(({ path, message }) => host.log.warning(`${path}: ${message}.`));
  const checked = await checkedVersion(registry, inputs.modelName, inputs.modelVersion);
  const { model, version } = checked;
  const candidate = evaluatedModel(version, registry);
  const base = baseOf(checked, inputs, { evidence, clients });
  const opponent = await findOpponent(inputs, registry);
  requireTwo(opponent, checked);
  host.setOutputs({ championVersion: String(opponent.version?.number ?? '') });
  sayMode(inputs, clients);

  const champion = opponent.version && evaluatedModel(opponent.version, opponent.registry);
  const evaluating = evaluate(requestOf({ configuration, rule, source, candidate, champion }), {
    host,
    workspace,
    inputs,
    scoringInputs: scoringInputs(inputs, comparison.scorer?.compute),
    scorerRunAs: comparison.scorer?.runAs,
    storage: comparison.storage,
    keep: comparison.keepPredictions,
    filesOf: (of) => (of === candidate ? checked.files : opponent.model.files(Number(of.version))),
    onRun: (part, runUrl) => host.log.info(`${part}: ${runUrl}`),
  });
  const ended = await whileBothStay(evaluating, () => changedMeanwhile(checked, opponent));
  const { outcome, meanwhile } = ended;

  const look = { table: sourceText(source), label: data.evaluation.label, version: version.number };
  const isLook = outcome?.kind === 'evaluated' && (meanwhile === undefined || (await model.exists()));
  const looks = isLook ? await countLook(model, look, host) : undefined;
  const ageInDays = opponent.version && (host.clock.now() - opponent.version.createdAt) / DAY_MS;
  const decision = decided(ended, (evaluation) =>
    decide({
      rule,
      candidate,
      champion: champion && { ...champion, ageInDays: ageInDays ?? 0 },
      evaluation,
    }),
  );
  const changes = await changesSince(opponent, checked, clients);
  const evaluation = outcome?.kind === 'evaluated' ? outcome.evaluation : undefined;
  const known = { checked, base, opponent, rule, ageInDays, decision, evaluation, looks, changes, mode: inputs.mode };
  const { contract, path } = recordComparison({ ...known, policySha256: project.policySha256 }, evidence);
  const outputs = {
    verdict: decision.verdict,
    isBetter: String(decision.isBetter),
    championVersion: String(opponent.version?.number ?? ''),
    comparisonFile: path,
    reportFile: tell({ comparison: contract, compliance: base.compliance }, path, host),
  };
  host.setOutputs(outputs);
  concluded(contract, { isHeld: evaluation?.championProblem !== undefined, meanwhile }, host);
  return outputs;
}

function decided({ outcome, meanwhile }: Ended, judge: (evaluation: Evaluation) => Decision): Decision {
  if (meanwhile !== undefined) {
    return unknown(`${meanwhile.what}. ${meanwhile.fix}`);
  }
  if (outcome.kind === 'evaluated') {
    return judge(outcome.evaluation);
  }
  const { part, reason, runUrl } = outcome;
  const link = reason.message.includes(runUrl) ? '' : ` ${runUrl}`;
  return unknown(`${part} failed (${reason.code}): ${reason.message}${link}`);
}

async function changesSince(
  { registry, model, version }: Opponent,
  candidate: CheckedVersion,
  clients: CompareClients,
): Promise<Changes | undefined> {
  return (
    version &&
    changesBetween(
      { registry, version, files: model.files(version.number), tags: () => model.tags(version.number) },
      { registry: clients.registry, ...candidate, tags: () => Promise.resolve(candidate.tags) },
      clients.host,
    )
  );
}

function requireTwo(
  { model, version }: Opponent,
  checked: { readonly record: { readonly name: string; readonly version: string } },
): void {
  const { record } = checked;
  if (version !== undefined && model.name === record.name && String(version.number) === record.version) {
    throw new UserError('COMPARISON_REFUSED', {
      what: `Version ${record.version} of ${record.name} is the champion itself, so there is nothing to compare it with.`,
      fix: "Name the version of the candidate as 'modelVersion'; if it was promoted already, re-run only the steps after this one.",
    });
  }
}

function sayMode({ mode }: CompareInputs, { host }: CompareClients): void {
  if (mode === 'report') {
    host.log.warning(
      "'mode' is report: no promotion accepts this comparison, and an ERROR only warns. It needs no candidate or compliance, and protects against nothing but a wrong number.",
    );
  }
}

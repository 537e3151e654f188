import type { UserErrorText } from '../../core/errors';
import type { NamedVersion } from './exit-value';
import type { NewVersion, TrainingFacts } from './facts';

type RefusalCode = 'VERSION_AMBIGUOUS' | 'VERSION_UNDER_OTHER_NAME' | 'NAMED_VERSION_REFUSED';

export type Decision =
  | {
      readonly kind: 'found';
      readonly version: NewVersion;
      readonly because: string;
      /** What earlier attempts of the same tasks have registered. */
      readonly leftBehind: readonly number[];
    }
  /** Perhaps not yet: what was just registered may not be listed everywhere. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly text: UserErrorText };

/** The version that this very run registered: by the ids it carries or by the word of its notebook, never by its age. */
export function decideVersion(facts: TrainingFacts): Decision {
  const { named } = facts;
  switch (named?.form) {
    case 'unusable':
      return refused('NAMED_VERSION_REFUSED', {
        what: `The notebook of run ${facts.run.runId} names the version '${named.text}', which is not a number.`,
        fix: 'Exit with the number that registering returned, e.g. "7".',
      });
    case 'member':
      return byMember(named, facts);
    case 'number':
      return byNumber(named.version, facts);
    case undefined:
      return byIds(facts);
  }
}

function byMember(named: NamedVersion & { form: 'member' }, facts: TrainingFacts): Decision {
  if (named.model !== undefined && named.model !== facts.model) {
    return refused('VERSION_UNDER_OTHER_NAME', {
      what: `The notebook of run ${facts.run.runId} names version ${named.version} of ${named.model}, and 'modelName' is ${facts.model}.`,
      fix: `Set 'modelName' to ${named.model}, or let the training code register under ${facts.model}.`,
    });
  }
  const version = facts.versions.find(({ number }) => number === named.version);
  if (version === undefined || isForeign(version, facts)) {
    return refused('NAMED_VERSION_REFUSED', {
      what: `The notebook of run ${facts.run.runId} names version ${named.version} of ${facts.model}, which ${version === undefined ? 'was not registered while the run was going on' : `job run ${version.jobRunIds.join(', ')} registered`}.`,
      fix: 'Exit with the number that registering returned, not with one that a search found.',
    });
  }
  return byWord(version, facts);
}

/** A number that is not one of the candidate versions means something else, such as a row count. */
function byNumber(number: number, facts: TrainingFacts): Decision {
  const version = facts.versions.find((each) => each.number === number);
  return version === undefined || isForeign(version, facts) ? byIds(facts) : byWord(version, facts);
}

function byWord(version: NewVersion, facts: TrainingFacts): Decision {
  const ours = facts.versions.filter((each) => isOurs(each, facts));
  if (ours.length > 0 && !ours.includes(version)) {
    return refused('VERSION_AMBIGUOUS', {
      what: `The notebook of run ${facts.run.runId} names version ${version.number} of ${facts.model}, and the run registered ${listed(ours)}.`,
      fix: 'Let the notebook name the version that it registered, or nothing.',
    });
  }
  return found(version, 'its notebook names it', ours);
}

function byIds(facts: TrainingFacts): Decision {
  const ours = facts.versions.filter((version) => isOurs(version, facts));
  const ofLatest = ours.filter(({ jobRunIds }) => jobRunIds.some((id) => facts.run.latest.has(id)));
  // A task that was tried again has registered again: the attempt that counts is the last one.
  const [version, ...others] = ofLatest.length > 0 ? ofLatest : ours;
  if (version === undefined) {
    return { kind: 'nothing' };
  }
  if (others.length > 0) {
    return refused('VERSION_AMBIGUOUS', {
      what: `Run ${facts.run.runId} registered ${others.length + 1} versions of ${facts.model}: ${listed([version, ...others])}.`,
      fix: 'Register one version per run, or name the one that is meant: dbutils.notebook.exit(json.dumps({"model_version": version})).',
    });
  }
  const ids = version.jobRunIds.filter((id) => facts.run.all.has(id));
  return found(version, `it carries the ID of this job run (${ids.join(', ')})`, ours);
}

function found(version: NewVersion, because: string, ours: readonly NewVersion[]): Decision {
  const leftBehind = ours.filter((each) => each !== version).map(({ number }) => number);
  return { kind: 'found', version, because, leftBehind };
}

function isOurs({ jobRunIds }: NewVersion, { run }: TrainingFacts): boolean {
  return jobRunIds.some((id) => run.all.has(id));
}

function isForeign(version: NewVersion, facts: TrainingFacts): boolean {
  return version.jobRunIds.length > 0 && !isOurs(version, facts);
}

function listed(versions: readonly NewVersion[]): string {
  return versions
    .map(({ number, mlflowRunId }) =>
      mlflowRunId === undefined ? `version ${number}` : `version ${number} (MLflow run ${mlflowRunId})`,
    )
    .join(', ');
}

function refused(code: RefusalCode, text: UserErrorText): Decision {
  return { kind: 'refused', code, text };
}

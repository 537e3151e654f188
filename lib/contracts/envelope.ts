import * as v from 'valibot';
import { count, sha256, text, timestamp } from './members';
import { policySchema } from './policy';

/** The major version of every contract here; a member may be added without raising it. */
export const CONTRACT_VERSION = 1;

// Not every kind of pipeline names all its parts; a successful training must not fail for that.
const name = (meaning: string) => v.pipe(v.string(), v.description(meaning));

// The members are what a step knows about its run, so that it can pass them on unchanged.
const pipelineRun = v.pipe(
  v.object({
    organization: text('URL of the organization or collection.'),
    project: text('Project of the pipeline.'),
    pipeline: name('Name of the pipeline.'),
    planId: text('ID of the pipeline run or classic release, the same in every attempt.'),
    stage: name('Stage of the step.'),
    job: name('Full identifier of the job, the same in every attempt.'),
    step: name('Name or ID of the step.'),
    attempt: count('Attempt of the job, from 1.'),
    repository: v.optional(text('Repository of the commit.')),
    commit: text('Commit that the run was started on.'),
    branch: text('Full name of the branch or tag, e.g. refs/heads/main.'),
    pullRequest: v.optional(text('Number of the pull request; absent for other runs.')),
    environment: v.optional(text('Azure DevOps environment of a deployment job.')),
    runUrl: v.optional(text('URL of the run.')),
  }),
  v.description('The pipeline run that wrote the file.'),
);

export interface Envelope<K extends string> {
  readonly kind: v.GenericSchema<K>;
  readonly version: v.GenericSchema<typeof CONTRACT_VERSION>;
  readonly writtenAt: v.GenericSchema<string>;
  readonly writtenBy: v.GenericSchema<string>;
  readonly run: typeof pipelineRun;
  readonly policy: v.OptionalSchema<typeof policySchema, undefined>;
  readonly sha256: v.GenericSchema<string>;
}

/** What every contract starts with. */
export function envelope<const K extends string>(kind: K): Envelope<K> {
  return {
    kind: v.pipe(v.literal(kind), v.description('Which contract this is.')),
    version: v.pipe(v.literal(CONTRACT_VERSION), v.description('Major version of the contract.')),
    writtenAt: timestamp('When the file was written.'),
    writtenBy: text('Version of the extension that wrote the file.'),
    run: pipelineRun,
    policy: v.optional(policySchema),
    sha256: sha256('SHA-256 over the canonical form (RFC 8785) of everything else in the file.'),
  };
}

import type { Place, Target } from './place';

/** What every key of ours begins with; such tags are evidence, and no part of what a policy judges. */
export const OUR_TAGS = 'mlops_';

/** Our words on a version. */
export const VERSION_TAGS = {
  commit: 'mlops_commit',
  branch: 'mlops_branch',
  pullRequest: 'mlops_pull_request',
  pipelineRun: 'mlops_pipeline_run',
  environment: 'mlops_environment',
  jobRunId: 'mlops_job_run_id',
  trainedByPullRequest: 'mlops_trained_by_pull_request',
  source: 'mlops_source',
  compliance: 'mlops_compliance_sha256',
  comparison: 'mlops_comparison_sha256',
  rolledBack: 'mlops_rolled_back',
  closedOut: 'mlops_closed_out',
} as const;

/** On the model: the last receipt of the place, which proves that somebody holds or held it; a copy carries its own. */
export function receiptTag(place: Target): string {
  return `mlops_receipt_${keyOf(place)}`;
}

/** The place that the key of a receipt is about, as a user writes it; undefined for copies and for other keys. */
export function placeTextOf(key: string): string | undefined {
  const [, type, name] = /^mlops_receipt_(alias|stage)_(.+)$/.exec(key) ?? [];
  return type === undefined || name === undefined ? undefined : `${type}:${name}`;
}

/** On the model: the version to go back to. */
export function previousTag(place: Place): string {
  return `mlops_previous_${keyOf(place)}`;
}

/** On the version: the pipeline run that was about to give it the place, so that its next attempt knows its own work. */
export function promotionTag(place: Target): string {
  return `mlops_promotion_${keyOf(place)}`;
}

/** On the model: the last rollback that was begun there, so that the next run can complete it. */
export function rollbackTag(place: Place): string {
  return `mlops_rollback_${keyOf(place)}`;
}

/** A receipt as its tag has it, and the version that held the place by it. */
export interface ReceiptMark {
  readonly sha256: string;
  readonly version: number;
}

export function receiptText({ sha256, version }: ReceiptMark): string {
  return `${sha256} v${version}`;
}

/** Undefined for a text that no receipt was noted with. */
export function readReceiptText(text: string): ReceiptMark | undefined {
  const [, sha256 = '', version] = /^([0-9a-f]{64}) v([1-9]\d*)$/.exec(text.trim()) ?? [];
  return version === undefined ? undefined : { sha256, version: Number(version) };
}

/** Undefined for a text that is no number of a version. */
export function readVersionText(text: string): number | undefined {
  return /^[1-9]\d*$/.test(text.trim()) ? Number(text) : undefined;
}

function keyOf({ pointer }: Target): string {
  switch (pointer.type) {
    case 'copy':
      return 'copy';
    case 'alias':
      return `alias_${pointer.name}`;
    case 'stage':
      return `stage_${pointer.name.toLowerCase()}`;
  }
}

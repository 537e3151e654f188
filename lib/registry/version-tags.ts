/** Prefix of our tags; they are evidence, so policies ignore them. */
export const OUR_TAGS = 'mlops_';

/** Our tags on a version. */
export const VERSION_TAGS = {
  commit: 'mlops_commit',
  branch: 'mlops_branch',
  pullRequest: 'mlops_pull_request',
  pipelineRun: 'mlops_pipeline_run',
  environment: 'mlops_environment',
  jobRunId: 'mlops_job_run_id',
  trainedByPullRequest: 'mlops_trained_by_pull_request',
  quick: 'mlops_quick',
  source: 'mlops_source',
  compliance: 'mlops_compliance_sha256',
  comparison: 'mlops_comparison_sha256',
  rolledBack: 'mlops_rolled_back',
  closedOut: 'mlops_closed_out',
} as const;

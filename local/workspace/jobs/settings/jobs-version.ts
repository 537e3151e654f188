/** Supported versions of the Jobs API; only 2.2 pages the tasks of a job or run. */
export const JOBS_VERSIONS = ['2.1', '2.2'] as const;

export type JobsVersion = (typeof JOBS_VERSIONS)[number];

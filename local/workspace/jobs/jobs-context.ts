import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Permissions } from '../access/permissions';
import type { Directory } from '../account/directory';
import type { IdSequence } from '../ids';
import type { StaleReads } from '../stale-reads';
import type { JobList } from './job-list';
import type { WorkspaceAddress } from './runs/run-json';
import type { RunList } from './runs/run-list';

/** What the routes of the Jobs API work on. */
export interface JobsContext {
  readonly jobs: JobList;
  readonly runs: RunList;
  readonly ids: IdSequence;
  readonly address: WorkspaceAddress;
  readonly permissions: Permissions;
  readonly directory: Pick<Directory, 'has'>;
  /** Ids that a submit body or job must not name. */
  readonly missingClusters: readonly string[];
  /** What runs/get answered before the last write, by run id; undefined when there was no such run. */
  readonly staleRuns: StaleReads<JsonObject | undefined>;
}

import { Refusal } from '../http/refusal';
import type { Identity } from '../identity/identity';

/** Each level includes those before it. */
const PATH_LEVELS = ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'] as const;
const JOB_LEVELS = ['CAN_VIEW', 'CAN_MANAGE_RUN', 'CAN_MANAGE'] as const;

export type PathPermission = (typeof PATH_LEVELS)[number];
export type JobPermission = (typeof JOB_LEVELS)[number];

/** A denied permission; everything else is allowed. */
export type Denial =
  | { readonly userName: string; readonly path: string; readonly permission: PathPermission }
  | { readonly userName: string; readonly jobName: string; readonly permission: JobPermission };

export class Permissions {
  constructor(readonly denials: readonly Denial[]) {}

  requireOnPath(caller: Identity, permission: PathPermission, path: string): void {
    if (!this.allowsOnPath(caller, permission, path)) {
      throw denied(caller, permission, path);
    }
  }

  allowsOnPath({ userName }: Identity, permission: PathPermission, path: string): boolean {
    return !this.denials.some(
      (denial) =>
        'path' in denial &&
        denial.userName === userName &&
        (path === denial.path || path.startsWith(`${denial.path}/`)) &&
        PATH_LEVELS.indexOf(denial.permission) <= PATH_LEVELS.indexOf(permission),
    );
  }

  requireOnJob(caller: Identity, permission: JobPermission, job: { name: string; jobId: bigint }): void {
    const lacking = this.denials.some(
      (denial) =>
        'jobName' in denial &&
        denial.userName === caller.userName &&
        denial.jobName === job.name &&
        JOB_LEVELS.indexOf(denial.permission) <= JOB_LEVELS.indexOf(permission),
    );
    if (lacking) {
      throw denied(caller, permission, `job ${job.jobId}`);
    }
  }
}

function denied({ userName }: Identity, permission: PathPermission | JobPermission, object: string): Refusal {
  return new Refusal(403, 'PERMISSION_DENIED', `User ${userName} does not have ${permission} permission on ${object}.`);
}

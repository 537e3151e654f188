import { UserError } from '../../core/errors';
import type { DeploymentStore } from '../store/store';
import { blockedBy } from './blocked';
import { capped } from './log-plan';
import type { Plan } from './plan';

const MOST_NAMED = 50;

/** Refuses a plan if objects of others are in the way, or if others edited the last deployment. */
export function refusePlan(
  { blocked, nested, foreignEdits }: Plan,
  policy: { readonly foreignEdits: 'repair' | 'fail' },
  store: DeploymentStore,
): void {
  const { shown } = store.destination;
  if (blocked.length > 0) {
    throw blockedBy(capped(blocked, MOST_NAMED), store);
  }
  if (nested.length > 0) {
    throw new UserError('DESTINATION_TAKEN', {
      what: `Deleting extraneous files would delete other deployments inside ${shown}: ${capped(nested, MOST_NAMED).join(', ')}.`,
      fix: "Deploy to a folder that only this deployment uses, or set 'deleteExtraneous: false'.",
    });
  }
  if (policy.foreignEdits === 'fail' && foreignEdits.length > 0) {
    throw new UserError('FOREIGN_EDITS', {
      what: `${shown} is not as the last deployment left it:\n${capped(foreignEdits, MOST_NAMED)
        .map((one) => `- ${one}.`)
        .join('\n')}`,
      fix: "Commit the edits that you want to keep to the repository; then re-run with 'foreignEdits: repair', which restores the files of the commit.",
    });
  }
}

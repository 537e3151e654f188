import { UserError } from '../../core/errors';
import type { Run } from '../../databricks/wire/run';
import { phaseOf } from '../outcome/outcome';

/** An unknown state can neither be waited for nor count as an end. */
export function refuseUnknown({ id, state, pageUrl }: Run): void {
  if (phaseOf(state) === 'unknown') {
    throw new UserError('RUN_STATE_UNKNOWN', {
      what: `Run ${id} is in a state that this version of the extension does not know: status '${state.status ?? ''}', life cycle '${state.lifeCycleState ?? ''}'.`,
      fix: `Look at ${pageUrl ?? 'the run page'}; update the extension if the state is a new one.`,
    });
  }
}

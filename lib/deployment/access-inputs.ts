import { UserError } from '../core/errors';
import type { Destination } from './destination';

/** A volume has grants, but its folders have no permissions. */
export function refuseAccessToVolume({ kind, shown }: Destination, access: readonly string[] | undefined): void {
  if (kind === 'volume' && access !== undefined) {
    const volume = shown.split('/').slice(2, 5).join('.');
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'access' is set, but ${shown} is in a volume, whose folders do not have their own permissions.`,
      fix: `Remove 'access', and grant READ VOLUME and WRITE VOLUME on ${volume} to exactly those who need them.`,
    });
  }
}

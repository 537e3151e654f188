import type { Configuration } from '../schema/project';
import type { Doubt } from './doubt';
import { idleVerdicts } from './idle-verdicts';
import { toothlessMargins } from './toothless';
import { unprovableMargins } from './unprovable';

/** What can be told before any row is scored. */
export function doubtsAbout(configuration: Pick<Configuration, 'model' | 'data' | 'comparison'>): readonly Doubt[] {
  return [...idleVerdicts(configuration), ...toothlessMargins(configuration), ...unprovableMargins(configuration)];
}

import type { RegisteredModel } from '../../registry/registered-model';
import type { TaskHost } from '../../task/host';
import { held } from '../held';
import { holdersOf } from '../holders';
import { readPlace } from '../place';

/** What everybody who waited for the release wants to know first, as the registry has it now. */
export async function tellUnchanged(
  { model, version }: { readonly model: RegisteredModel; readonly version: number },
  type: 'alias' | 'stage',
  host: TaskHost,
): Promise<void> {
  const usual = type === 'stage' ? 'stage:Production' : 'alias:champion';
  const place = readPlace(host.project?.places.champion ?? usual, 'configFile');
  const unchanged = `Production is unchanged: ${place.text} is at ${held(await holdersOf(model, place))}.`;
  host.log.info(unchanged);
  host.summary(`## Version ${version} of ${model.name} was not promoted\n\n${unchanged}\n`);
}

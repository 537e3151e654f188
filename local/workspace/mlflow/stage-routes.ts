import { scalarText, type JsonObject } from '../../../lib/core/lossless-json';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { ApiCall, Route } from '../http/route';
import { member } from './mlflow-answer';
import type { RegistryContext } from './registry-context';

const ROOT = '/api/2.0/mlflow';
const STAGES = ['None', 'Staging', 'Production', 'Archived'];
/** Stages in use. */
export const ACTIVE_STAGES = ['Staging', 'Production'];

/** Transitions between the stages of the workspace registry. */
export function stageRoutes({ space, addresses, registry }: RegistryContext): readonly Route[] {
  async function transition({ fields, caller }: ApiCall): Promise<JsonObject> {
    registry.requireEnabled();
    const stage = fields.text('stage');
    if (!STAGES.includes(stage)) {
      throw invalidParameter(`Invalid Model Version stage: ${stage}. Value must be one of ${STAGES.join(', ')}.`);
    }
    const [name, version] = [fields.text('name'), fields.text('version')];
    const archives = fields.flag('archive_existing_versions');
    if (archives && !ACTIVE_STAGES.includes(stage)) {
      throw invalidParameter(`archive_existing_versions is for ${ACTIVE_STAGES.join(' and ')}, not for ${stage}.`);
    }
    const found = await space.get(`${ROOT}/model-versions/get`, { name, version });
    const from = scalarText(member(found, 'model_version')['current_stage']);
    const isProduction = [from, stage].includes('Production');
    registry.require(caller, isProduction ? 'CAN_MANAGE_PRODUCTION_VERSIONS' : 'CAN_MANAGE_STAGING_VERSIONS', name);
    const asked = { name, version, stage, archive_existing_versions: archives };
    const answer = await space.post(`${ROOT}/model-versions/transition-stage`, asked);
    return member(addresses.reply(answer), 'model_version');
  }

  return [
    {
      method: 'POST',
      path: `${ROOT}/model-versions/transition-stage`,
      ignored: ['comment'],
      answer: async (call) => json({ model_version: await transition(call) }),
    },
    {
      method: 'POST',
      path: `${ROOT}/databricks/model-versions/transition-stage`,
      ignored: ['comment'],
      async answer(call) {
        if (!call.fields.has('archive_existing_versions')) {
          throw invalidParameter('Missing required field: archive_existing_versions');
        }
        const version = await transition(call);
        const level = registry.levelOf(call.caller, scalarText(version['name']));
        return json({ model_version_databricks: { ...version, permission_level: level, open_requests: [] } });
      },
    },
  ];
}

import type { JsonObject } from '../../../lib/core/lossless-json';
import { Fields } from '../http/fields';
import { invalidParameter } from '../http/refusal';
import { NODE_TYPES, SPARK_VERSIONS } from './offering';

/** The settings of a create or edit call; refuses what the service refuses. */
export function clusterSettings(json: JsonObject): JsonObject {
  const fields = new Fields(json);
  const version = fields.text('spark_version');
  if (!SPARK_VERSIONS.some(({ key }) => key === version)) {
    throw invalidParameter(`Invalid spark version ${version}.`);
  }
  const nodeType = fields.optionalText('node_type_id');
  const isPooled = fields.has('instance_pool_id');
  const isSingleNode = fields.flag('is_single_node');
  if (nodeType === undefined && !isPooled && !isSingleNode) {
    throw invalidParameter('Missing required field: node_type_id');
  }
  if (nodeType !== undefined && !NODE_TYPES.some(({ node_type_id }) => node_type_id === nodeType)) {
    throw invalidParameter(`Node type ${nodeType} is not supported.`);
  }
  const workers = fields.wholeNumber('num_workers');
  const autoscale = fields.object('autoscale');
  if (workers === undefined && autoscale === undefined && !isSingleNode) {
    throw invalidParameter('Missing required field: size');
  }
  if ((workers ?? 0) < 0) {
    throw invalidParameter(`num_workers must not be negative, but is ${workers}.`);
  }
  return json;
}

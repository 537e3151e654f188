import type { JsonObject } from '../../../lib/core/lossless-json';
import { pageOf } from '../http/page';
import { invalidParameter } from '../http/refusal';
import { json } from '../http/reply';
import type { Route } from '../http/route';
import type { Metastore } from './metastore';
import { changeOf, PAGES } from './securable-call';
import { objectName, securableName, type ObjectName } from './securable-name';
import { recordJson } from './securable-records';

const PATH = '/api/2.1/unity-catalog/volumes';

/** Unity Catalog API 2.1: managed volumes. */
export function volumeRoutes(metastore: Metastore): readonly Route[] {
  const { records } = metastore;

  function volumeJson(fullName: ObjectName): JsonObject {
    const [catalog, schema, name] = fullName;
    const folder = metastore.volume(fullName);
    const record = records.of({ kind: 'volume', fullName: fullName.join('.') });
    return {
      name,
      catalog_name: catalog,
      schema_name: schema,
      full_name: fullName.join('.'),
      metastore_id: metastore.id,
      volume_type: 'MANAGED',
      volume_id: record.id,
      storage_location: `file:${folder}`,
      ...recordJson(record),
    };
  }

  return [
    {
      method: 'POST',
      path: PATH,
      answer(call) {
        const { fields } = call;
        const type = fields.optionalText('volume_type') ?? 'MANAGED';
        if (type !== 'MANAGED') {
          throw invalidParameter(`The workspace stand-in has managed volumes only, not ${type}.`);
        }
        const parts = [fields.text('catalog_name'), fields.text('schema_name'), fields.text('name')];
        const [catalog = '', schema = '', name = ''] = parts.map(securableName);
        metastore.createVolume([catalog, schema, name], changeOf(call));
        return json(volumeJson([catalog, schema, name]));
      },
    },
    {
      method: 'GET',
      path: PATH,
      answer({ query }) {
        const catalog = securableName(query.text('catalog_name'));
        const schema = securableName(query.text('schema_name'));
        const { items, next } = pageOf(metastore.volumes(catalog, schema), query, PAGES);
        return json({ volumes: items.map((name) => volumeJson([catalog, schema, name])), ...next });
      },
    },
    {
      method: 'GET',
      path: `${PATH}/{full_name}`,
      answer: ({ segments }) => json(volumeJson(objectName(segments.text('full_name')))),
    },
    {
      method: 'PATCH',
      path: `${PATH}/{full_name}`,
      answer(call) {
        const fullName = objectName(call.segments.text('full_name'));
        metastore.volume(fullName);
        records.change({ kind: 'volume', fullName: fullName.join('.') }, changeOf(call));
        return json(volumeJson(fullName));
      },
    },
    {
      method: 'DELETE',
      path: `${PATH}/{full_name}`,
      answer({ segments }) {
        metastore.removeVolume(objectName(segments.text('full_name')));
        return json({});
      },
    },
  ];
}

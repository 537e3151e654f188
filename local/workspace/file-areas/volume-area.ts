import { join } from 'node:path';
import type { Metastore } from '../catalog/metastore';
import { objectName } from '../catalog/securable-name';
import { invalidParameter } from '../http/refusal';
import type { FileArea } from './file-area';

/** `/Volumes/<catalog>/<schema>/<volume>/...` */
export function volumeArea(metastore: Metastore): FileArea {
  return {
    root: 'Volumes',
    parents: 'required',
    locate(segments) {
      const [catalog, schema, volume, ...below] = segments;
      if (catalog === undefined || schema === undefined || volume === undefined) {
        const path = ['', 'Volumes', ...segments].join('/');
        throw invalidParameter(`Path ${path} must name a catalog, a schema and a volume.`);
      }
      const folder = metastore.volume(objectName([catalog, schema, volume].join('.')));
      return { file: join(folder, ...below), isTop: below.length === 0 };
    },
  };
}

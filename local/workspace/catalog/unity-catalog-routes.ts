import type { Route } from '../http/route';
import { catalogRoutes } from './catalog-routes';
import { grantRoutes, type GrantContext } from './grant-routes';
import { schemaRoutes } from './schema-routes';
import { tableRoutes } from './table-routes';
import { volumeRoutes } from './volume-routes';

/** Unity Catalog API 2.1 without models. */
export function unityCatalogRoutes({ metastore, access, directory }: GrantContext): readonly Route[] {
  return [
    ...catalogRoutes(metastore, access),
    ...schemaRoutes(metastore, access),
    ...tableRoutes(metastore, access),
    ...volumeRoutes(metastore),
    ...grantRoutes({ metastore, access, directory }),
  ];
}

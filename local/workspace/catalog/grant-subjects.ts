import { invalidParameter } from '../http/refusal';
import type { GrantSubject } from './grants';
import type { Metastore } from './metastore';
import { PRIVILEGES } from './privileges';
import { objectName, schemaName, securableName } from './securable-name';

/** The securable of a grants call; refuses an unknown kind or name. */
export function grantSubject(metastore: Metastore, kind: string, fullName: string): GrantSubject {
  switch (kind) {
    case 'metastore':
      if (fullName !== metastore.id) {
        throw invalidParameter(`Metastore '${fullName}' does not exist.`);
      }
      return { kind, fullName };
    case 'catalog':
      metastore.requireCatalog(securableName(fullName));
      break;
    case 'schema':
      metastore.requireSchema(...schemaName(fullName));
      break;
    case 'table':
      metastore.table(objectName(fullName));
      break;
    case 'volume':
      metastore.volume(objectName(fullName));
      break;
    case 'function':
      metastore.requireModel(objectName(fullName));
      break;
    default:
      throw invalidParameter(`Securable type ${kind} is not one of ${Object.keys(PRIVILEGES).join(', ')}.`);
  }
  return { kind, fullName: fullName.toLowerCase() };
}

/** The securable and its parents, innermost first. */
export function containers({ kind, fullName }: GrantSubject, metastore: Metastore): readonly GrantSubject[] {
  const [catalog = '', schema, name] = kind === 'metastore' ? [] : fullName.split('.');
  return [
    { kind, fullName },
    ...(name !== undefined ? [{ kind: 'schema', fullName: `${catalog}.${schema}` }] : []),
    ...(schema !== undefined ? [{ kind: 'catalog', fullName: catalog }] : []),
    ...(kind !== 'metastore' ? [{ kind: 'metastore', fullName: metastore.id }] : []),
  ];
}

import type { LevelNeed, PrivilegeNeed } from './expectation';
import { OBJECT_KINDS } from './object-kinds';
import { SECURABLE_KINDS } from './securable-kinds';

/** The statement for the SQL editor that grants a privilege (https://learn.microsoft.com/azure/databricks/sql/language-manual/security-grant). */
export function grantStatement({ privilege, on }: PrivilegeNeed, userName: string): string {
  const name = on.fullName.split('.').map(quoted).join('.');
  return `GRANT ${privilege.replaceAll('_', ' ')} ON ${SECURABLE_KINDS[on.kind].sql} ${name} TO ${quoted(userName)};`;
}

/** SQL cannot grant permissions on workspace objects, so this says where to click. */
export function permissionAsk({ level, of }: LevelNeed, userName: string): string {
  return `${level} on ${of.kind} ${of.name} for ${userName} (${OBJECT_KINDS[of.kind].place})`;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

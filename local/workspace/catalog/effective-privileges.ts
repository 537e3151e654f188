import { containers } from './grant-subjects';
import type { GrantSubject } from './grants';
import type { Metastore } from './metastore';
import { expanded } from './privileges';

export interface EffectivePrivilege {
  readonly privilege: string;
  /** The parent on which it was granted, if not on the securable itself. */
  readonly inheritedFrom?: GrantSubject;
}

export interface EffectiveAssignment {
  readonly principal: string;
  readonly privileges: readonly EffectivePrivilege[];
}

/** The privileges of principals on a securable: from its own grants and those of its parents. */
export function effectiveAssignments(subject: GrantSubject, metastore: Metastore): readonly EffectiveAssignment[] {
  const byPrincipal = new Map<string, EffectivePrivilege[]>();
  for (const source of containers(subject, metastore)) {
    for (const { principal, privileges } of metastore.grants.of(source)) {
      const known = byPrincipal.get(principal) ?? [];
      byPrincipal.set(principal, known);
      const effective = privileges.flatMap((privilege) => expanded(privilege, subject.kind));
      known.push(...effective.map((privilege) => from(source, subject, privilege)));
    }
  }
  return [...byPrincipal].map(([principal, privileges]) => ({ principal, privileges }));
}

function from(source: GrantSubject, subject: GrantSubject, privilege: string): EffectivePrivilege {
  return source.kind === subject.kind ? { privilege } : { privilege, inheritedFrom: source };
}

import type { Identity } from '../../identity/identity';
import type { KindName } from './object-kind';

/** Whether a call reads or changes the list of an object. */
export type ListAction = 'read' | 'change';

export interface ControlledObject {
  readonly owner?: Identity;
  /** The objects whose lists it inherits, as `kind/id`. */
  readonly inheritsFrom: readonly string[];
  /** Refuses callers without permission; undefined for kinds without checks. */
  readonly require?: (caller: Identity, action: ListAction) => void;
}

export interface FindsControlledObjects {
  /** Refuses as the object's own API does if it does not exist. */
  find(kind: KindName, id: string): Promise<ControlledObject>;
}

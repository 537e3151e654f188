import { createHash } from 'node:crypto';
import type { Json } from '../../../lib/core/lossless-json';
import type { AccessControl } from '../access/control/access-control';
import { Refusal } from '../http/refusal';
import type { Directory } from '../identity/directory';
import type { Identity } from '../identity/identity';
import type { Persistent } from '../state/persistent';

/** Each level includes those before it. */
const LEVELS = [
  'CAN_READ',
  'CAN_EDIT',
  'CAN_MANAGE_STAGING_VERSIONS',
  'CAN_MANAGE_PRODUCTION_VERSIONS',
  'CAN_MANAGE',
] as const;

export type RegistryLevel = (typeof LEVELS)[number];

export interface WorkspaceRegistryContext {
  /** Unique among all workspaces of the server. */
  readonly space: string;
  readonly control: AccessControl;
  readonly directory: Directory;
  readonly isDisabled: boolean;
}

/** The models in the registry of a workspace and their permissions. */
export class WorkspaceRegistry implements Persistent {
  readonly #context: WorkspaceRegistryContext;
  #ids = new Map<string, string>();
  #registered = 0;

  constructor(context: WorkspaceRegistryContext) {
    this.#context = context;
  }

  /** Refuses every call if the account is too new for such a registry. */
  requireEnabled(): void {
    if (this.#context.isDisabled) {
      const message = 'The legacy workspace model registry is disabled for the current Databricks workspace.';
      throw new Refusal(403, 'PERMISSION_DENIED', message);
    }
  }

  /** The ID of a model in the permissions API; undefined if there is no such model. */
  idOf(name: string): string | undefined {
    return this.#ids.get(name);
  }

  has(id: string): boolean {
    return [...this.#ids.values()].includes(id);
  }

  /** The creator of a model manages it. */
  register(name: string, { userName, kind }: Identity): void {
    const id = createHash('sha256')
      .update(`${this.#context.space}\0${name}\0${++this.#registered}`)
      .digest('hex');
    const field = kind === 'user' ? 'user_name' : 'service_principal_name';
    this.#ids.set(name, id.slice(0, 32));
    this.#context.control.set(keyOf(id.slice(0, 32)), [{ field, principal: userName, level: 'CAN_MANAGE' }]);
  }

  rename(name: string, newName: string): void {
    const id = this.idOf(name);
    if (id !== undefined) {
      this.#ids.delete(name);
      this.#ids.set(newName, id);
    }
  }

  forget(name: string): void {
    this.#context.control.set(keyOf(this.idOf(name) ?? ''), []);
    this.#ids.delete(name);
  }

  /** Undefined if the caller may not see the model. */
  levelOf(caller: Identity, name: string): RegistryLevel | undefined {
    const { control, directory } = this.#context;
    if (directory.isAdmin(caller)) {
      return 'CAN_MANAGE';
    }
    const principals = new Set([caller.userName, ...directory.groupsOf(caller)]);
    const own = (control.list(keyOf(this.idOf(name) ?? '')) ?? []).filter(({ principal }) => principals.has(principal));
    return LEVELS.findLast((level) => own.some((entry) => entry.level === level));
  }

  /** A model without an ID has lost its levels, so only administrators may use it. */
  require(caller: Identity, level: RegistryLevel, name: string): void {
    if (!this.#allows(caller, level, name)) {
      const message = `User ${caller.userName} does not have ${level} permission on registered model ${name}.`;
      throw new Refusal(403, 'PERMISSION_DENIED', message);
    }
  }

  shows(caller: Identity, name: string): boolean {
    return this.#allows(caller, 'CAN_READ', name);
  }

  saved(): Json {
    return { registered: this.#registered, ids: Object.fromEntries(this.#ids) };
  }

  restore(saved: Json): void {
    const { registered, ids } = saved as { registered: number; ids: Record<string, string> };
    this.#registered = registered;
    this.#ids = new Map(Object.entries(ids));
  }

  #allows(caller: Identity, level: RegistryLevel, name: string): boolean {
    const own = this.levelOf(caller, name);
    return own !== undefined && LEVELS.indexOf(own) >= LEVELS.indexOf(level);
  }
}

function keyOf(id: string): string {
  return `registered-models/${id}`;
}

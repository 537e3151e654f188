import type { JsonObject } from '../core/lossless-json';
import type { Api } from './api/api';
import type { CallLimits } from './runs';
import { idOf, objectsOf, requiredText, textOf } from './wire/fields';

/** The connection's identity as in grants and access control lists. */
export interface Principal {
  readonly id: string | undefined;
  /** E-mail address of a user, application ID of a service principal. */
  readonly userName: string;
  readonly displayName: string | undefined;
  readonly isServicePrincipal: boolean;
  /** Its groups, direct and indirect. */
  readonly groups: readonly string[];
}

/** https://docs.databricks.com/api/azure/workspace/currentuser. */
export class ScimClient {
  readonly #api: Api;
  #me: Promise<Principal> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Asked once: no client changes its identity. */
  async me(): Promise<Principal> {
    this.#me ??= this.meNow();
    try {
      return await this.#me;
    } catch (error) {
      this.#me = undefined;
      throw error;
    }
  }

  meNow(limits: CallLimits = {}): Promise<Principal> {
    const path = '/api/2.0/preview/scim/v2/Me';
    return this.#api.read({ method: 'GET', path, doing: 'Asking who the connection is', ...limits }, principalOf);
  }
}

function principalOf(json: JsonObject): Principal {
  const userName = requiredText(json, 'userName');
  return {
    id: idOf(json, 'id'),
    userName,
    displayName: textOf(json, 'displayName'),
    isServicePrincipal: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(userName),
    groups: objectsOf(json, 'groups').flatMap((group) => textOf(group, 'display') ?? []),
  };
}

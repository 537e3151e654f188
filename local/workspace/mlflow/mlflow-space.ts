import {
  isJsonObject,
  parseJson,
  scalarText,
  toJson,
  type Json,
  type JsonObject,
} from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';
import type { MlflowAddresses } from './mlflow-announcement';
import { unavailable } from './unavailable';

const SPACE_HEADER = 'x-mlflow-workspace';
const SPACES = '/api/3.0/mlflow/workspaces';

export interface MlflowRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: Json;
}

/** The server with the space. */
interface SpaceServer<S> {
  /** Its artifact folder, with one folder per space. */
  readonly artifacts: string;
  readonly spaces: Iterable<S>;
  addresses(): Promise<MlflowAddresses>;
  removeSpace(space: S): void;
}

/**
 * The data of one workspace or metastore on the MLflow server: an MLflow workspace,
 * invisible to requests for others.
 */
export class MlflowSpace {
  /** The server URL at which the space was last seen or created; a restarted server may not know it. */
  #openAt: string | undefined;

  constructor(
    readonly server: SpaceServer<MlflowSpace>,
    readonly name: string,
  ) {}

  /** The server's response. Throws refusals, never with a status that clients would retry for minutes. */
  async send(request: MlflowRequest): Promise<JsonObject> {
    const rest = await this.open();
    return exchange(rest, request, { [SPACE_HEADER]: this.name });
  }

  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<JsonObject> {
    return this.send({ method: 'GET', path: `${path}?${new URLSearchParams(query).toString()}` });
  }

  async post(path: string, body: JsonObject): Promise<JsonObject> {
    return this.send({ method: 'POST', path, body });
  }

  isOpenAt({ rest }: MlflowAddresses): boolean {
    return this.#openAt === rest;
  }

  /** Creates the space if the server does not have it; returns the URL of its REST API. */
  async open(): Promise<string> {
    const { rest } = await this.server.addresses();
    if (this.#openAt !== rest) {
      await this.#make(rest);
      this.#openAt = rest;
    }
    return rest;
  }

  close(): void {
    this.server.removeSpace(this);
  }

  async #make(address: string): Promise<void> {
    try {
      await exchange(address, { method: 'POST', path: SPACES, body: { name: this.name } });
    } catch (error) {
      if (!(error instanceof Refusal) || error.errorCode !== 'RESOURCE_ALREADY_EXISTS') {
        throw error;
      }
    }
  }
}

/** A name that MLflow accepts and people recognize. */
export function spaceName(workspace: string, orgId: string): string {
  const words = workspace.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${words.slice(0, 40)}-${orgId}`.replace(/^-+/, '');
}

async function exchange(
  address: string,
  { method, path, body }: MlflowRequest,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonObject> {
  const { status, text } = await fetched(`${address}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body !== undefined && { body: toJson(body) }),
  });
  const answer = parsed(text);
  if (status >= 400) {
    const { error_code: code = 'BAD_REQUEST', message = text } = answer;
    throw new Refusal(status >= 500 ? 400 : status, scalarText(code), scalarText(message));
  }
  return answer;
}

async function fetched(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    throw unavailable(cause instanceof Error ? cause.message : String(error));
  }
}

function parsed(text: string): JsonObject {
  try {
    const answer = parseJson(text);
    return isJsonObject(answer) ? answer : {};
  } catch {
    return {};
  }
}

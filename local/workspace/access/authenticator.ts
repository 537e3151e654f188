import type { ReceivedRequest } from '../http/received-request';
import { InvalidToken, MissingCredential } from '../http/refusal';
import type { WorkspaceEndpoint } from '../http/workspace-endpoint';
import { ANONYMOUS } from '../identity/identity';
import type { Access, TokenList } from '../identity/token-list';

/** The workspace of a request without a token; undefined if the request does not identify one. */
export type GuessWorkspace<W> = (request: ReceivedRequest) => W | undefined;

/** Finds the workspace of a request by its token or, for a route without a token, by the rest of the request. */
export class Authenticator<W extends WorkspaceEndpoint> {
  constructor(
    readonly tokens: TokenList<W>,
    readonly guess: GuessWorkspace<W>,
  ) {}

  access(request: ReceivedRequest, requestId: string): Access<W> {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = token === undefined ? undefined : this.tokens.access(token);
    if (known !== undefined) {
      return known;
    }
    const workspace = this.guess(request);
    if (workspace?.gateway.isOpen(request) === true) {
      return { workspace, identity: ANONYMOUS, isExpired: () => false };
    }
    throw token === undefined ? new MissingCredential() : new InvalidToken(requestId);
  }
}

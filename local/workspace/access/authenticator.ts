import type { ReceivedRequest } from '../http/received-request';
import { InvalidToken, MissingCredential } from '../http/refusal';
import type { WorkspaceEndpoint } from '../http/workspace-endpoint';
import { ANONYMOUS } from '../identity/identity';
import type { Access, TokenList } from '../identity/token-list';

/** Which workspace a request without a token means; undefined when nothing in it tells. */
export type GuessWorkspace<W> = (request: ReceivedRequest) => W | undefined;

/** Finds the workspace that a request is for: by its token, or for an open route by whatever else it says. */
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

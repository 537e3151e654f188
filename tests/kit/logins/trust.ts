import { CLAIMS } from './fake-azure-devops';
import { payloadOf, type Signer } from './signer';

export type TokenFlaw = 'signature' | 'replay' | 'time' | 'issuer' | 'subject' | 'audience';

/** What a service checks before it takes Azure DevOps' word for who is asking. */
export class Trust {
  expected: { readonly iss: string; readonly sub: string; readonly aud: string } = CLAIMS;
  readonly #seen = new Set<string>();

  readonly #signer: Signer;

  constructor(signer: Signer) {
    this.#signer = signer;
  }

  /** The first thing that is wrong with the assertion; undefined when it is trusted, and so used up. */
  problemWith(assertion: string): TokenFlaw | undefined {
    if (!this.#signer.hasSigned(assertion)) {
      return 'signature';
    }
    const { iss, sub, aud, exp } = payloadOf(assertion);
    const problem =
      Number(exp) * 1000 < Date.now()
        ? 'time'
        : iss !== this.expected.iss
          ? 'issuer'
          : sub !== this.expected.sub
            ? 'subject'
            : aud !== this.expected.aud
              ? 'audience'
              : this.#seen.has(assertion)
                ? 'replay'
                : undefined;
    this.#seen.add(assertion);
    return problem;
  }
}

import type { Assertion } from '../login';
import type { AzureCloud } from './cloud';

/** How the application authenticates: exactly one way. */
export type Proof =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly assertion: Assertion }
  | { readonly kind: 'federation'; readonly assertion: Assertion };

/** An application (service principal) of Microsoft Entra ID. */
export interface Principal {
  readonly cloud: AzureCloud;
  readonly tenant: string;
  readonly clientId: string;
  readonly proof: Proof;
}

import * as agent from 'azure-pipelines-task-lib/task';
import { secretsInAddress } from '../core/address';
import { signatureOf } from '../core/jwt';
import { formsOf, Redactor, SHORTEST_SECRET } from '../core/redaction';
import { quietly } from './quietly';

/** Everything secret that the agent hands to this process. */
export function knownSecrets(): Redactor {
  const redactor = new Redactor();
  for (const { name, value, secret } of quietly(() => agent.getVariables())) {
    if (secret) {
      redactor.add(`variable '${name}'`, value);
    }
  }
  return redactor;
}

/** Has to be called before the first line that could hold the value: the agent does not know it yet. */
export function maskDerived(name: string, value: string, redactor: Redactor): void {
  // The agent takes no secret of several lines, and knows fewer forms by itself.
  for (const form of formsOf(value).filter((text) => !/[\r\n]/.test(text))) {
    agent.setSecret(form);
  }
  redactor.add(name, value);
}

/** A signed token is also useless without its signature, so that is masked where it stands alone. */
export function maskToken(name: string, token: string, redactor: Redactor): void {
  maskDerived(name, token, redactor);
  const signature = signatureOf(token);
  if (signature !== undefined) {
    maskDerived(name, signature, redactor);
  }
}

/** Nobody should put a login into an address; where somebody did, the log must not repeat it. */
export function maskAddress(name: string, address: string, redactor: Redactor): void {
  secretsInAddress(address)
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .forEach((secret) => maskDerived(name, secret, redactor));
}

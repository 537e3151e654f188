import * as agent from 'azure-pipelines-task-lib/task';
import { secretsInAddress } from '../core/address';
import { signatureOf } from '../core/jwt';
import { formsOf, Redactor, SHORTEST_SECRET } from '../core/redaction';
import { quietly } from './quietly';

/** All secrets that the agent passes to this process. */
export function knownSecrets(): Redactor {
  const redactor = new Redactor();
  for (const { name, value, secret } of quietly(() => agent.getVariables())) {
    if (secret) {
      redactor.add(`variable '${name}'`, value);
    }
  }
  return redactor;
}

/** Call it before the first line that could contain the value: the agent does not know it yet. */
export function maskDerived(name: string, value: string, redactor: Redactor): void {
  // The agent does not accept multi-line secrets and masks fewer forms.
  for (const form of formsOf(value).filter((text) => !/[\r\n]/.test(text))) {
    agent.setSecret(form);
  }
  redactor.add(name, value);
}

/** A signed token is useless without its signature, so the signature is masked too. */
export function maskToken(name: string, token: string, redactor: Redactor): void {
  maskDerived(name, token, redactor);
  const signature = signatureOf(token);
  if (signature !== undefined) {
    maskDerived(name, signature, redactor);
  }
}

/** If somebody put a login into a URL, the log must not repeat it. */
export function maskAddress(name: string, address: string, redactor: Redactor): void {
  secretsInAddress(address)
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .forEach((secret) => maskDerived(name, secret, redactor));
}

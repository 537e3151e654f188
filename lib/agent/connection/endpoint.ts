import * as agent from 'azure-pipelines-task-lib/task';
import { UserError } from '../../core/errors';
import type { Redactor } from '../../core/redaction';
import { quietly } from '../quietly';
import { maskDerived } from '../secrets';

interface Missing {
  readonly what: string;
  readonly fix: string;
}

/** A service connection from the agent. */
export class Endpoint {
  readonly #authorization: agent.EndpointAuthorization;

  private constructor(
    readonly id: string,
    /** Name of its input: the agent does not know the connection's own name. */
    readonly input: string,
    authorization: agent.EndpointAuthorization,
  ) {
    this.#authorization = authorization;
  }

  static read(id: string, input: string): Endpoint {
    const authorization = quietly(() => agent.getEndpointAuthorization(id, true));
    if (authorization === undefined) {
      throw notHandedOver(id, input);
    }
    return new Endpoint(id, input, authorization);
  }

  get url(): string {
    return agent.getEndpointUrl(this.id, true) ?? '';
  }

  get scheme(): string {
    return this.#authorization.scheme;
  }

  /** The entered value; servers spell the names differently. Empty if missing. */
  parameter(name: string): string {
    const found = Object.entries(this.#authorization.parameters).find(
      ([key]) => key.toLowerCase() === name.toLowerCase(),
    );
    return found?.[1] ?? '';
  }

  data(name: string): string {
    return quietly(() => agent.getEndpointDataParameter(this.id, name, true))?.trim() ?? '';
  }

  /** A value without which the connection cannot be used. */
  required(name: string, { what, fix }: Missing): string {
    const value = this.parameter(name).trim() || this.data(name);
    if (value === '') {
      throw this.unusable(`has no ${what}`, fix);
    }
    return value;
  }

  /** The same for a secret. The agent masks the entered value; people paste blanks around it. */
  secret(name: string, missing: Missing, redactor: Redactor): string {
    const value = this.required(name, missing);
    const entered = this.parameter(name);
    redactor.add('the connection', entered);
    if (value !== entered) {
      maskDerived('the connection', value, redactor);
    }
    return value;
  }

  unusable(why: string, fix: string): UserError {
    return new UserError('CONNECTION_UNUSABLE', {
      what: `The service connection given by '${this.input}' ${why}.`,
      fix,
    });
  }
}

/** The server replaces the name by the ID before the run starts, so a remaining name comes from a variable without a value. */
function notHandedOver(given: string, input: string): UserError {
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given);
  return new UserError('CONNECTION_UNUSABLE', {
    what: `The agent provided no service connection for input '${input}', which is '${given}'.`,
    fix: isId
      ? 'Check that the service connection with that id still exists and that its security page permits this pipeline.'
      : `Write the name into '${input}' itself, or a template expression such as \${{ parameters.connection }}: a variable of the run, $(name), has no value yet when the server looks the connection up.`,
  });
}

import { Refusal } from './refusal';

/** Requests that the stand-in could not answer, and its own failures. */
export class Findings {
  readonly #unknownRoutes = new Set<string>();
  readonly #unknownMembers = new Set<string>();
  readonly #crashes: Error[] = [];

  /** Method and path of requests without a route. */
  get unknownRoutes(): readonly string[] {
    return [...this.#unknownRoutes];
  }

  /** Endpoint, and the members of bodies and queries that its route did not read. */
  get unknownMembers(): readonly string[] {
    return [...this.#unknownMembers];
  }

  /** Bugs of the stand-in: errors other than refusals, and errors that broke a run. */
  get crashes(): readonly Error[] {
    return this.#crashes;
  }

  addUnknownRoute(endpoint: string): void {
    this.#unknownRoutes.add(endpoint);
  }

  addUnknownMembers(endpoint: string, members: readonly string[]): void {
    members.forEach((member) => this.#unknownMembers.add(`${endpoint}: ${member}`));
  }

  /** Records a thrown value and returns it as an error. */
  addCrash(thrown: unknown): Error {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#crashes.push(error);
    return error;
  }

  /** The client gets an internal error like the service's; close() throws the original error. */
  crashed(thrown: unknown): Refusal {
    const error = this.addCrash(thrown);
    return new Refusal(500, 'INTERNAL_ERROR', error.stack ?? error.message);
  }

  acceptUnknownRoutes(): void {
    this.#unknownRoutes.clear();
  }

  acceptUnknownMembers(): void {
    this.#unknownMembers.clear();
  }

  /** Throws the first bug with its stack, or lists the unknown routes and members. */
  assertNone(): void {
    const [crash] = this.#crashes;
    if (crash !== undefined) {
      throw crash;
    }
    const problems = [...unknownRoutesProblem(this.unknownRoutes), ...unknownMembersProblem(this.unknownMembers)];
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
  }
}

function unknownRoutesProblem(routes: readonly string[]): readonly string[] {
  return routes.length === 0
    ? []
    : [
        `The workspace stand-in does not have these routes: ${routes.join(', ')}.`,
        'Fix: Add the route beside its resource, or call acceptUnknownRoutes() if the test is about the refusal.',
      ];
}

function unknownMembersProblem(members: readonly string[]): readonly string[] {
  return members.length === 0
    ? []
    : [
        `The workspace stand-in does not know these members: ${members.join(', ')}.`,
        "Fix: Correct the request. If the service has the member, read it in the route or list it there in 'ignored'. " +
          'If the test is about the member, call acceptUnknownMembers().',
      ];
}

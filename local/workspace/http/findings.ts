import { Refusal } from './refusal';

/** What clients asked for that the stand-in does not have, and where it failed itself. */
export class Findings {
  readonly #unknownRoutes = new Set<string>();
  readonly #unknownMembers = new Set<string>();
  readonly #crashes: Error[] = [];

  /** Method and path of the requests that no route answered. */
  get unknownRoutes(): readonly string[] {
    return [...this.#unknownRoutes];
  }

  /** Members of bodies and queries that no route read, after the endpoint they were sent to. */
  get unknownMembers(): readonly string[] {
    return [...this.#unknownMembers];
  }

  /** What was thrown that was no refusal, and what broke a run: mistakes of the stand-in. */
  get crashes(): readonly Error[] {
    return this.#crashes;
  }

  addUnknownRoute(endpoint: string): void {
    this.#unknownRoutes.add(endpoint);
  }

  addUnknownMembers(endpoint: string, members: readonly string[]): void {
    members.forEach((member) => this.#unknownMembers.add(`${endpoint}: ${member}`));
  }

  /** Takes whatever was thrown and returns it as the error it is kept as. */
  addCrash(thrown: unknown): Error {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#crashes.push(error);
    return error;
  }

  /** The client sees an internal error as the service has them; whoever closes the server gets the mistake itself. */
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

  /** Throws the first mistake, with its stack, else what was asked for and is not there. */
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
        `The workspace stand-in was asked for what it does not have: ${routes.join(', ')}.`,
        'Fix: Add the route beside its resource, or call acceptUnknownRoutes() when the refusal is what the test is about.',
      ];
}

function unknownMembersProblem(members: readonly string[]): readonly string[] {
  return members.length === 0
    ? []
    : [
        `The workspace stand-in was sent members that it does not know: ${members.join(', ')}.`,
        "Fix: Correct the request; read the member in its route or name it there in 'ignored' when the service has it; " +
          'or call acceptUnknownMembers() when it is what the test is about.',
      ];
}

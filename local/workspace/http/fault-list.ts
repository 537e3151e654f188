import type { Fault } from './fault';
import { matches } from './request-pattern';

interface ArmedFault {
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** Faults in the order they were added; at most one applies to a request. */
export class FaultList {
  readonly #armed: ArmedFault[] = [];

  /** Returns a function that removes the fault if it has not applied yet. */
  add(fault: Fault): () => void {
    const armed = { fault, skip: fault.skip ?? 0, times: fault.times ?? 1 };
    this.#armed.push(armed);
    return () => {
      armed.times = 0;
    };
  }

  /** The fault that applies to this request; uses it up by one. */
  next(request: { method: string; path: string }): Fault | undefined {
    for (const armed of this.#armed) {
      if (armed.times > 0 && matches(armed.fault, request)) {
        if (armed.skip === 0) {
          armed.times -= 1;
          return armed.fault;
        }
        armed.skip -= 1;
      }
    }
    return undefined;
  }
}

import type { Fault } from './fault';
import { matches } from './request-pattern';

interface ArmedFault {
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** Faults in the order they were added; each request meets at most one. */
export class FaultList {
  readonly #armed: ArmedFault[] = [];

  /** Returns what takes the fault back, should it not have hit by then. */
  add(fault: Fault): () => void {
    const armed = { fault, skip: fault.skip ?? 0, times: fault.times ?? 1 };
    this.#armed.push(armed);
    return () => {
      armed.times = 0;
    };
  }

  /** The fault that hits this request; it is used up by one. */
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

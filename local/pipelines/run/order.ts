import { unitNamed } from '../plan/dependencies';
import type { Unit } from '../plan/plan';

/** Runs each unit as soon as everything it waits for has ended. The answers are in the order of the units. */
export async function inOrder<U extends Unit, T>(units: readonly U[], run: (unit: U) => Promise<T>): Promise<T[]> {
  const ends = new Map<string, Promise<T>>();
  const starts = new Map<string, () => void>();
  for (const unit of units) {
    // Not by recursion: a thousand stages in a row are legal.
    const started = new Promise<void>((resolve) => starts.set(unit.name.toLowerCase(), resolve));
    ends.set(
      unit.name.toLowerCase(),
      started.then(() => run(unit)),
    );
  }
  for (const unit of units) {
    const waitedFor = unit.dependsOn.flatMap(({ name }) => ends.get(name.toLowerCase()) ?? []);
    void Promise.allSettled(waitedFor).then(starts.get(unit.name.toLowerCase()));
  }
  return Promise.all(ends.values());
}

/** Everything that a unit waits for, directly and through others, by name in lower case. */
export function waitedForBy(unit: Unit, units: readonly Unit[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = unit.dependsOn.map(({ name }) => name);
  // It grows while it is walked.
  for (const name of open) {
    if (!found.has(name.toLowerCase())) {
      found.add(name.toLowerCase());
      open.push(...(unitNamed(name, units)?.dependsOn ?? []).map((next) => next.name));
    }
  }
  return found;
}

/** At most so many at once; the others wait in the order in which they came. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async within<T>(work: () => Promise<T>): Promise<T> {
    await this.#take();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#free += 1;
      } else {
        next();
      }
    }
  }

  async #take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

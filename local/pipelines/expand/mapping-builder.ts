import { positionText } from '../read/finding';
import type { Entry } from '../read/node';
import type { Scope } from './scope';

/** Gathers the entries of a mapping from its own lines and from directives; a key can come once. */
export class MappingBuilder {
  readonly #entries = new Map<string, Entry>();

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  get entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  add(entry: Entry): void {
    const name = entry.key.toLowerCase();
    const first = this.#entries.get(name);
    if (first === undefined) {
      this.#entries.set(name, entry);
      return;
    }
    const spelling = first.key === entry.key ? '' : ` as '${first.key}'; case makes no difference`;
    const message = `key '${entry.key}' is already set at ${positionText(first.keyAt)}${spelling}`;
    this.#scope.run.findings.error(entry.keyAt, 'duplicate-key', message);
  }
}

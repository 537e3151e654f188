import { truthOf } from '../expressions/coercion';
import { textNode, type Entry } from '../read/node';
import { directiveOf, type Directive } from './directive';
import { valueInside } from './expand-text';
import { stamped, type Scope } from './scope';

/** Follows consecutive `if`, `elseif` and `else`, and says of each whether it is taken. */
export class Chain {
  /** Undefined: no chain is open. `broken`: a condition had no value, so that nothing of the chain is taken. */
  #state: 'waiting' | 'taken' | 'broken' | undefined;

  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The directive of an entry; undefined for an entry with a name. */
  directive(entry: Entry): Directive | undefined {
    const directive = directiveOf(entry.key);
    if (directive === undefined || directive.kind === 'each' || directive.kind === 'insert') {
      this.#state = undefined;
    }
    return directive;
  }

  /** Something else comes between. */
  end(): void {
    this.#state = undefined;
  }

  takes(directive: Directive & { kind: 'if' | 'elseif' | 'else' }, entry: Entry): boolean {
    if (directive.kind === 'if') {
      this.#state = 'waiting';
    } else if (this.#state === undefined) {
      this.#refuse(entry, `'${directive.kind}' must directly follow an 'if'`);
      return false;
    }
    const isTaken = this.#state === 'waiting' && (directive.kind === 'else' || this.#holds(directive, entry));
    this.#state = isTaken ? 'taken' : this.#state;
    if (directive.kind === 'else') {
      this.#state = undefined;
    }
    return isTaken;
  }

  #holds(directive: Directive & { kind: 'if' | 'elseif' }, entry: Entry): boolean {
    const source = { source: directive.condition, at: directive.at };
    const value = valueInside(source, textNode(entry.key, entry.keyAt), this.#scope);
    if (value === undefined) {
      this.#state = 'broken';
      return false;
    }
    return truthOf(value);
  }

  #refuse({ keyAt }: Entry, message: string): void {
    this.#scope.run.findings.error(stamped(keyAt, this.#scope), 'directive', message);
  }
}

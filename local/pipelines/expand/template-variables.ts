import type { Judgement, Named } from '../expressions/evaluate';
import { objectOf } from '../expressions/value';

type Variable = readonly [name: string, value: string];

/**
 * The variables that template expressions see: those of the run, then what the file has set so far. Variables of a stage or
 * job are seen inside of it.
 */
export class TemplateVariables {
  readonly #own = new Map<string, Variable>();
  #known: { readonly version: number; readonly named: Named } | undefined;
  #ownVersion = 0;

  readonly #outer: TemplateVariables | undefined;
  /** Those of the file that included this one; whether they are seen is not documented. */
  readonly #unseen: TemplateVariables | undefined;

  private constructor(outer: TemplateVariables | undefined, unseen: TemplateVariables | undefined) {
    this.#outer = outer;
    this.#unseen = unseen;
  }

  static ofFile(predefined: Iterable<Variable>, unseen?: TemplateVariables): TemplateVariables {
    const variables = new TemplateVariables(undefined, unseen);
    for (const [name, value] of predefined) {
      variables.set(name, value);
    }
    return variables;
  }

  /** Those of a stage or job inside. */
  inside(): TemplateVariables {
    return new TemplateVariables(this, this.#unseen);
  }

  set(name: string, value: string): void {
    this.#own.set(name.toLowerCase(), [name, value]);
    this.#ownVersion += 1;
  }

  get named(): Named {
    const version = this.#version;
    if (this.#known?.version !== version) {
      const named = { value: objectOf(this.#all().values()), onMissing: (name: string) => this.#judge(name) };
      this.#known = { version, named };
    }
    return this.#known.named;
  }

  #judge(name: string): Judgement | undefined {
    const assumption = `variable '${name}' is set in a file that includes this one; the documentation does not say whether templates see it, and it is taken as empty: pass it as a parameter`;
    return this.#unseen?.has(name) === true ? { assumption } : undefined;
  }

  has(name: string): boolean {
    return this.#all().has(name.toLowerCase()) || this.#unseen?.has(name) === true;
  }

  #all(): Map<string, Variable> {
    return new Map([...(this.#outer === undefined ? [] : this.#outer.#all()), ...this.#own]);
  }

  get #version(): number {
    return this.#ownVersion + (this.#outer === undefined ? 0 : this.#outer.#version);
  }
}

import type { Judgement, Named } from '../expressions/evaluate';
import { objectOf } from '../expressions/value';

/** What the service fills before it expands: https://learn.microsoft.com/azure/devops/pipelines/build/variables */
const PREDEFINED = /^(?:build|system|pipeline)\./i;

/** What is left of `variables.Build.Reason`, which asks a variable for its member. */
const FIRST_PART = /^(?:agent|build|system|pipeline|environment|resources)$/i;

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
  /** Of the file that included this one: https://github.com/microsoft/azure-pipelines-yaml/blob/master/design/variables.md */
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

  #judge(name: string): Judgement {
    if (this.#unseen?.has(name) === true) {
      const message = `variable '${name}' is set in a file that includes this one; templates do not see it, so this is empty; pass it as a parameter`;
      return { kind: 'warning', message };
    }
    if (PREDEFINED.test(name)) {
      const message = `the value of '${name}' is not known here and is taken as empty; give it with --variables ${name}=<value>`;
      return { kind: 'assumption', message };
    }
    if (FIRST_PART.test(name)) {
      const message = `there is no variable '${name}'; a name with points is written variables['${name}.…']`;
      return { kind: 'warning', message };
    }
    const message = `variable '${name}' is empty here; template expressions see what this file sets above them, and predefined variables`;
    return { kind: 'warning', message };
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

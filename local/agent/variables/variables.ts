import type { SecretMasker } from '../masking';
import { expandMacros } from './macros';
import { environmentName } from './names';

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly secret?: boolean;
  readonly readOnly?: boolean;
  readonly preserveCase?: boolean;
}

/** Readable by later steps, conditions and reports. */
export interface VariableView {
  get(name: string): string | undefined;
  isSecret(name: string): boolean;
  all(): readonly Variable[];
}

/** The variables of one job; names are case-insensitive. */
export class JobVariables implements VariableView {
  readonly #written = new Map<string, Variable>();
  #expanded = new Map<string, Variable>();
  readonly #masker: SecretMasker;

  constructor(masker: SecretMasker) {
    this.#masker = masker;
  }

  get(name: string): string | undefined {
    return this.#expanded.get(name.toLowerCase())?.value;
  }

  isSecret(name: string): boolean {
    return this.#expanded.get(name.toLowerCase())?.secret ?? false;
  }

  /** Also refuses the environment spelling of a protected name (`SYSTEM_JOBID`), which would shadow it. */
  isReadOnly(name: string): boolean {
    const asked = environmentName(name);
    return this.all().some((variable) => variable.readOnly === true && environmentName(variable.name) === asked);
  }

  all(): readonly Variable[] {
    return [...this.#expanded.values()];
  }

  /** A variable that was ever secret stays secret. */
  set(variable: Variable): void {
    const key = variable.name.toLowerCase();
    const secret = (variable.secret ?? false) || this.isSecret(variable.name);
    if (secret) {
      this.#masker.add(variable.value);
    }
    const stored = { ...variable, secret };
    this.#written.set(key, stored);
    this.#expanded.set(key, stored);
  }

  unset(name: string): void {
    this.#written.delete(name.toLowerCase());
    this.#expanded.delete(name.toLowerCase());
  }

  /** Expands variables inside variables; the agent does so when each step starts. */
  expand(): void {
    this.#expanded = new Map([...this.#written].map(([key, variable]) => [key, this.#expandedForm(variable, [key])]));
  }

  /** A cycle stays unchanged; text from a secret makes the whole value secret. */
  #expandedForm(variable: Variable, path: readonly string[]): Variable {
    let secret = variable.secret ?? false;
    const value = expandMacros(variable.value, (name) => {
      const key = name.toLowerCase();
      const inner = path.includes(key) ? undefined : this.#written.get(key);
      if (inner === undefined) {
        return undefined;
      }
      const innerForm = this.#expandedForm(inner, [...path, key]);
      secret ||= innerForm.secret ?? false;
      return innerForm.value;
    });
    if (secret) {
      this.#masker.add(value);
    }
    return { ...variable, value, secret };
  }
}

import { textOf } from '../expressions/coercion';
import { Decimal } from '../expressions/decimal';
import type { ExpressionFunction } from '../expressions/functions/function';
import { objectOf, type Value } from '../expressions/value';
import type { PlannedVariable } from '../plan/plan';
import { runtimeExpression } from '../schema/runtime-expression';
import { missedOutputs } from './dependency-values';
import type { RunRequest, RunTools } from './run-tools';
import { evaluated } from './runtime-evaluation';
import { variablesValue, type RunVariable, type VariableSet } from './variable-set';

/** Evaluates what is evaluated once per run, stage or job, and not before each step. */
export class Scopes {
  readonly #request: RunRequest;
  readonly #tools: Pick<RunTools, 'counters' | 'masker' | 'emit'>;
  readonly #counted = new Map<string, number>();
  readonly #functions: ReadonlyMap<string, ExpressionFunction>;

  constructor(request: RunRequest, tools: Pick<RunTools, 'counters' | 'masker' | 'emit'>) {
    this.#request = request;
    this.#tools = tools;
    this.#functions = new Map([
      [
        'counter',
        { least: 2, most: 2, result: (given) => Decimal.of(this.counter(given.text(0), Number(given.text(1)))) },
      ],
    ]);
  }

  /** Counts once per run and prefix. */
  counter(prefix: string, seed: number): number {
    const known = this.#counted.get(prefix);
    if (known !== undefined) {
      return known;
    }
    const value = this.#tools.counters.next(prefix, seed);
    this.#counted.set(prefix, value);
    this.#tools.emit({ kind: 'counter', prefix, value });
    return value;
  }

  /** What expressions of any place see, beside what other jobs and stages left. */
  names(variables: VariableSet): Readonly<Record<string, Value>> {
    return {
      variables: variablesValue(variables),
      pipeline: objectOf([['startTime', this.#request.startTime]]),
      resources: this.#request.resources,
    };
  }

  /** The variables of one place on top of those around it; one that is written later sees those before it. */
  within(around: VariableSet, declared: readonly PlannedVariable[], place: Place): VariableSet {
    const variables = new Map(around);
    for (const variable of declared) {
      for (const found of this.#valuesOf(variable, variables, place)) {
        variables.set(found.name.toLowerCase(), found);
      }
    }
    return variables;
  }

  #valuesOf(declared: PlannedVariable, variables: VariableSet, place: Place): readonly RunVariable[] {
    const { kind, name, value } = declared;
    if (kind === 'leg') {
      return [];
    }
    if (kind === 'group') {
      return this.#request.groups.get(name.toLowerCase()) ?? [];
    }
    const readOnly = declared.isReadOnly === true ? { readOnly: true } : {};
    const text = this.text(value.text, variables, place);
    // An output that is secret stays so under another name.
    return [{ name, value: text, isSecret: this.#tools.masker.mask(text) !== text, ...readOnly }];
  }

  /** The text, or what its `$[ ]` gives. */
  text(text: string, variables: VariableSet, { others, where }: Place): string {
    const expression = runtimeExpression(text);
    return expression === undefined
      ? text
      : (textOf(this.#value(expression.source, variables, { others, where })) ?? '');
  }

  #value(source: string, variables: VariableSet, { others, where }: Place): Value {
    const names = { ...this.names(variables), ...others };
    missedOutputs(source, names).forEach((text) => this.#tools.emit({ kind: 'note', text, ...where }));
    return evaluated(source, { names, functions: this.#functions });
  }
}

export interface Place {
  /** `dependencies` and `stageDependencies`. */
  readonly others: Readonly<Record<string, Value>>;
  readonly where: { readonly stage: string; readonly job?: string };
}

import type { Rule } from '../../contracts/comparison-rule';
import type { Evaluation } from '../../contracts/evaluation';

/** A version as the decision names it. */
export interface NamedVersion {
  readonly name: string;
  readonly version: string;
}

/** Everything that a verdict rests on. */
export interface DecisionFacts {
  readonly rule: Rule;
  readonly candidate: NamedVersion;
  /** Undefined only if the registry shows that nobody ever held the place. */
  readonly champion: (NamedVersion & { readonly ageInDays: number }) | undefined;
  readonly evaluation: Evaluation;
}

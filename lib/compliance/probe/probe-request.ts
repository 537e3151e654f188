import type { ModelRequirements } from '../../shipped-notebooks/model-environment';

export interface ProbeRequest extends ModelRequirements {
  /** `models:/name/version`. */
  readonly modelUri: string;
  readonly registry: 'unityCatalog' | 'workspace';
  readonly predict: boolean;
  /** The text of the project's `checks.py`; undefined when there is none. */
  readonly checks: string | undefined;
  /** The limit of the prediction, and of each check. */
  readonly secondsEach: number;
}

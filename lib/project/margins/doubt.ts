/** Something that a policy can hardly mean, although models can meet it. */
export interface Doubt {
  /** Where it stands in the configuration, e.g. `comparison.guardrails[0].maximumLoss`. */
  readonly path: string;
  readonly message: string;
}

/** From `restrictions` in task.json, or from `target` of the step; all of them must agree. */
export interface Restriction {
  readonly commands: 'any' | 'restricted';
  /** Patterns of variable names; `undefined` leaves every variable settable. */
  readonly settableVariables?: readonly string[] | undefined;
}

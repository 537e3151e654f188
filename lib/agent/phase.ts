/** The agent does not tell a process its phase, so postjob.js sets it before it loads index.js. */
const PHASE = Symbol.for('mlops-for-databricks.phase');

export function declareAfterJob(): void {
  Reflect.set(globalThis, PHASE, 'after job');
}

export function isAfterJob(): boolean {
  return Reflect.get(globalThis, PHASE) === 'after job';
}

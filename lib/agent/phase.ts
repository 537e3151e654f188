/** The agent does not tell a process which phase of the task it is, so postjob.js says it before it loads index.js. */
const PHASE = Symbol.for('mlops-for-databricks.phase');

export function declareAfterJob(): void {
  Reflect.set(globalThis, PHASE, 'after job');
}

export function isAfterJob(): boolean {
  return Reflect.get(globalThis, PHASE) === 'after job';
}

import type { StepContext } from './step-context';

/** Warns and answers false when this step may not set the variable (or `PATH`). */
export function maySetVariable(step: StepContext, name: string): boolean {
  const refused = step.restrictions.some(
    ({ settableVariables }) => settableVariables?.some((pattern) => matches(name, pattern)) === false,
  );
  if (refused) {
    step.record.refused.push(`variable ${name}`);
    step.log.warning(`Setting variable '${name}' has been disabled by the task or build definition.`);
  }
  return !refused;
}

export function isRestricted(step: StepContext): boolean {
  return step.restrictions.some(({ commands }) => commands === 'restricted');
}

/** `*` is any text, `?` one character; case does not matter. */
function matches(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(name);
}

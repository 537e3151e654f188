/** `System.Job Id` → `SYSTEM_JOB_ID`, as the agent names environment variables. */
export function environmentName(name: string): string {
  return spelledForEnvironment(name).toUpperCase();
}

/** The same with the case unchanged, for variables set with `preservecase`. */
export function spelledForEnvironment(name: string): string {
  return name.replaceAll('.', '_').replaceAll(' ', '_');
}

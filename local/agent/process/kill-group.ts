/** Kills all processes of the group that this process leads or led. */
export function killGroup(leader: number): void {
  signalGroup(leader, 'SIGKILL');
}

export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    // ESRCH is the usual case: the group has ended. macOS returns EPERM if only a zombie is left.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
  }
}

import type { Complaint } from '../task/input';

type Mode = 'files' | 'gitFolder' | 'remove';

/** Which modes an input has a meaning for; inputs with a default say nothing about what the user wants. */
const MODES = {
  access: ['files'],
  source: ['files'],
  include: ['files'],
  exclude: ['files'],
  gitUrl: ['gitFolder'],
  gitProvider: ['gitFolder'],
  gitRef: ['gitFolder'],
} as const satisfies Readonly<Record<string, readonly Mode[]>>;

/** Inputs that are set and have no effect in this mode: whoever sets them expects one. */
export function misplacedInputs(
  mode: Mode,
  inputs: Readonly<Record<keyof typeof MODES, unknown>>,
): readonly Complaint[] {
  return Object.entries(MODES).flatMap(([name, modes]: readonly [string, readonly Mode[]]) =>
    inputs[name as keyof typeof MODES] === undefined || modes.includes(mode)
      ? []
      : [
          {
            what: `Input '${name}' has no effect in mode '${mode}'.`,
            fix: `Remove it, or set 'mode: ${modes.join("' or 'mode: ")}'.`,
          },
        ],
  );
}

import type { Complaint } from '../task/input';

type Mode = 'files' | 'gitFolder' | 'remove';

/** The modes in which an input has an effect; inputs with a default are not listed. */
const MODES = {
  access: ['files'],
  source: ['files'],
  include: ['files'],
  exclude: ['files'],
  gitUrl: ['gitFolder'],
  gitProvider: ['gitFolder'],
  gitRef: ['gitFolder'],
} as const satisfies Readonly<Record<string, readonly Mode[]>>;

/** Inputs that are set but have no effect in this mode, although the user expects one. */
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

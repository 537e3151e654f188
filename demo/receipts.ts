import { execFileSync } from 'node:child_process';
import { COMMAND_LINE } from './built-extension';
import type { DemoContext } from './demo-context';
import { DemoError } from './demo-error';
import { evidenceFolder } from './laptop';

/** Verifies the evidence of the tasks offline, as anybody can. */
export function tellReceipts({ laptop, printer }: DemoContext): void {
  printer.heading('The receipts');
  printer.say(
    'Each step has written its evidence, as files that build on each other. Anybody',
    'who has the files can verify them offline:',
    '',
  );
  printer.code('mlops verify <folder>');
  printer.say('');
  verified(evidenceFolder(laptop)).forEach((line) => printer.log(line));
}

function verified(folder: string): readonly string[] {
  try {
    const said = execFileSync(process.execPath, [COMMAND_LINE, 'verify', folder], { encoding: 'utf8', stdio: 'pipe' });
    return said.trimEnd().split('\n');
  } catch (cause) {
    throw new DemoError(
      "'mlops verify' found a problem in the evidence that the tasks wrote.",
      `Run 'npm run build', then the demo again. If it fails again, this is our bug.`,
      { cause },
    );
  }
}

import { execFileSync } from 'node:child_process';
import { COMMAND_LINE } from './built-extension';
import type { DemoContext } from './demo-context';
import { DemoError } from './demo-error';
import { evidenceFolder } from './laptop';

/** Shows the evidence that the tasks have left, as anybody can verify it without asking any service. */
export function tellReceipts({ laptop, printer }: DemoContext): void {
  printer.heading('The receipts');
  printer.say(
    'Each step has left its evidence, as files that build on each other. Whoever has',
    'them verifies them offline:',
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
      "'mlops verify' does not believe what the tasks have written.",
      `Run 'npm run build', then the demo again; when it breaks off again, the fault is ours.`,
      { cause },
    );
  }
}

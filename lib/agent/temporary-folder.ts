import { mkdtempSync, rmdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/errors';
import { harmless } from '../core/harmless';
import { isAfterJob } from './phase';

const STDOUT = 1;

/**
 * The agent's folder for files of a job. The task library writes a key into it when it is loaded and would fail with
 * a stack trace, so this file is imported first and fails with two lines.
 */
export const temporaryFolder = usable(process.env['AGENT_TEMPDIRECTORY'] ?? '');

function usable(folder: string): string {
  if (folder === '') {
    return endStep('The agent names no temporary folder: AGENT_TEMPDIRECTORY is not set.');
  }
  try {
    rmdirSync(mkdtempSync(join(folder, 'mlops-')));
    return folder;
  } catch (error) {
    return endStep(
      `The temporary folder of the agent, '${folder}', cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function endStep(what: string): never {
  const fix =
    "Create that folder on the agent's machine or let the agent's user write to it, and run the task as a step of a pipeline.";
  const { lines } = new UserError('TEMPORARY_FOLDER_MISSING', { what, fix });
  const message = harmless(lines).replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const result = isAfterJob() ? 'SucceededWithIssues' : 'Failed';
  // Unlike process.stdout, this always writes before the process ends.
  writeSync(STDOUT, `##vso[task.issue type=error;]${message}\n##vso[task.complete result=${result};]${message}\n`);
  // Other exit codes look like a fault of the machine to the agent.
  return process.exit(0);
}

import { UserError } from '../core/errors';
import type { Output } from './questions';
import { quotedTable, requireTable } from './table-name';

interface OutputInputs {
  readonly inputTable: string | undefined;
  readonly outputTable: string | undefined;
  readonly outputPath: string | undefined;
}

/** The name under which the job that reads a path finds its rows. */
const FILES = 'batch_output';

/** Where the batch writes; judges the names before anything starts. */
export function outputOf({ inputTable, outputTable, outputPath }: OutputInputs): Output {
  if (inputTable !== undefined) {
    requireTable(inputTable, 'inputTable');
  }
  if (outputTable !== undefined) {
    requireTable(outputTable, 'outputTable');
    return { sql: quotedTable(outputTable), words: outputTable };
  }
  if (outputPath === undefined || !/^(?:\/Volumes\/|\/dbfs\/|dbfs:\/)/.test(outputPath)) {
    throw new UserError('INPUTS_REFUSED', {
      what: `Input 'outputPath' is '${outputPath ?? ''}', which is not a path of a volume or of DBFS.`,
      fix: 'Write a path such as /Volumes/prod/ml/scores or dbfs:/mnt/scores.',
    });
  }
  return { sql: FILES, words: outputPath };
}

import type { FileCopy } from '../records';
import type { StepContext } from '../step-context';
import { isTrue } from '../variables/booleans';
import { copyOf, isFile } from './files';
import { property, type Command } from './parse';
import { CommandError, type CommandRules } from './rule';

const TYPES = new Set(['junit', 'nunit', 'vstest', 'xunit', 'ctest', 'containerstructure']);
const TEST_IN_JUNIT = /<testcase[\s/>]/;
const FAILURE_IN_JUNIT = /<(failure|error)[\s/>]/;

export const testResultCommands: CommandRules = {
  'results.publish': { restricted: 'refused', run: publishResults },
  'codecoverage.publish': { restricted: 'refused', run: publishCoverage },
};

function publishResults(command: Command, step: StepContext): void {
  const type = required(command, 'type');
  if (!TYPES.has(type.toLowerCase())) {
    throw new CommandError(`Unknown Test Runner '${type}'.`);
  }
  const files = filePaths(command).flatMap((path) => readResults(path, type, step));
  const runTitle = property(command, 'runtitle');
  const properties = Object.fromEntries(command.properties);
  step.record.testResults.push({ type, files, properties, ...(runTitle === undefined ? {} : { runTitle }) });

  const failed = files.some(({ content }) => FAILURE_IN_JUNIT.test(content.toString('utf8')));
  if (failed && isTrue(property(command, 'failtaskonfailedtests'))) {
    throw new CommandError('There are one or more test failures detected in result files.');
  }
}

/** Paths stand behind the bracket or in `resultFiles`. */
function filePaths(command: Command): readonly string[] {
  const text = command.text.trim() === '' ? required(command, 'resultfiles') : command.text;
  return text.split(text.includes('|') ? '|' : ',').map((path) => path.trim());
}

/** A file that cannot be read or holds no test is a warning only, which hides a suite that did not run. */
function readResults(path: string, type: string, { log }: StepContext): readonly FileCopy[] {
  if (!isFile(path)) {
    log.warning(`Failed to read ${path}. Error : Could not find file '${path}'.`);
    return [];
  }
  const file = copyOf(path);
  if (type.toLowerCase() === 'junit' && !TEST_IN_JUNIT.test(file.content.toString('utf8'))) {
    log.warning(
      `Invalid results file. Make sure the result format of the file '${path}' matches '${type}' test results format.`,
    );
    return [];
  }
  return [file];
}

function publishCoverage(command: Command, { record }: StepContext): void {
  record.codeCoverage.push({
    tool: required(command, 'codecoveragetool'),
    summaryFile: copyOf(required(command, 'summaryfile')),
    properties: Object.fromEntries(command.properties),
  });
}

function required(command: Command, name: string): string {
  const value = property(command, name);
  if (value === undefined) {
    throw new CommandError(`'${name}' has to be specified.`);
  }
  return value;
}

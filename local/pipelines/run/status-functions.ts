import type { Arguments, ExpressionFunction } from '../expressions/functions/function';
import { isSuccess } from './ends';
import type { Result } from './step-runner';

type Functions = ReadonlyMap<string, ExpressionFunction>;

const MANY = Number.POSITIVE_INFINITY;

/**
 * What a stage or job asks of everything that it waits for, by name in lower case:
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions#job-status-check-functions
 */
export function statusOfDependencies(results: ReadonlyMap<string, Result>, isCanceled: boolean): Functions {
  const asked = (given: Arguments): readonly (Result | undefined)[] =>
    given.count === 0 ? [...results.values()] : namesIn(given).map((name) => results.get(name));
  const hasEnded = (result: Result | undefined): boolean => isSuccess(result) || result === 'Failed';
  return functions({
    always: () => true,
    canceled: () => isCanceled,
    succeeded: (given) => !isCanceled && asked(given).every(isSuccess),
    failed: (given) => !isCanceled && asked(given).includes('Failed'),
    succeededorfailed: (given) => !isCanceled && (given.count === 0 || asked(given).some(hasEnded)),
  });
}

/** What a step asks of the steps before it; a canceled job has neither succeeded nor failed. */
export function statusOfSteps(status: Result): Functions {
  return functions({
    always: () => true,
    canceled: () => status === 'Canceled',
    succeeded: () => isSuccess(status),
    failed: () => status === 'Failed',
    succeededorfailed: () => status !== 'Canceled',
  });
}

function functions(table: Readonly<Record<string, (given: Arguments) => boolean>>): Functions {
  return new Map(Object.entries(table).map(([name, result]) => [name, { least: 0, most: MANY, result }]));
}

function namesIn(given: Arguments): readonly string[] {
  return Array.from({ length: given.count }, (_, index) => given.text(index).toLowerCase());
}

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<
  typeof parseArgs<{ readonly args: string[]; readonly options: T; readonly allowPositionals: true }>
>;

/** The options and the other words behind a verb. */
export function readArguments<const T extends Options>(words: readonly string[], options: T, usage: string): Parsed<T> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    // parseArgs tells options that it does not know by a TypeError.
    throw error instanceof TypeError ? new UsageError(error.message, usage) : error;
  }
}

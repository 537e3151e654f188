import type { Context } from './context';
import type { Outcome } from './outcome';
import { runPipeline } from './pipeline-run';

export function rollBack(reason: string, context: Context): Promise<Outcome> {
  return runPipeline(
    { words: ['azure-pipelines/rollback.yml', '--parameters', `reason=${reason}`, '--approve', 'all'] },
    context,
  );
}

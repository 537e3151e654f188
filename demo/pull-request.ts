import type { Context } from './context';
import type { Outcome } from './outcome';
import { runPipeline } from './pipeline-run';

export function pullRequest(context: Context): Promise<Outcome> {
  return runPipeline({ words: ['azure-pipelines/pull-request.yml', '--pull-request', '12'] }, context);
}

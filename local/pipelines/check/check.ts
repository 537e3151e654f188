import type { LoadedFile } from '../expand/load-file';
import type { Findings } from '../read/finding';
import type { Mapping } from '../read/node';
import { PIPELINE } from '../schema/pipeline-shape';
import type { TaskCatalog } from '../schema/task-catalog';
import { visitPieces } from '../schema/walk';
import { checkDocumentedLimits } from './documented-limits';
import { checkExpressions } from './expression-problems';
import { checkPlainSecrets } from './plain-secrets';
import { checkShape } from './shape-problems';
import { checkTask } from './task-problems';
import { checkUnsupported } from './unsupported';
import { checkUnusedParameters } from './unused-parameters';

export interface CheckRequest {
  readonly pipeline: Mapping;
  /** The files that it was made from, for what only they show. */
  readonly files: readonly LoadedFile[];
  readonly tasks: TaskCatalog;
}

/** Reports everything that is wrong or doubtful in an expanded pipeline, as far as one piece alone shows it. */
export function check({ pipeline, files, tasks }: CheckRequest, findings: Findings): void {
  files.forEach((file) => checkUnusedParameters(file, findings));
  checkWork(pipeline, findings);
  checkShape(pipeline, PIPELINE, findings);
  visitPieces(pipeline, 'pipeline', (piece) => {
    checkExpressions(piece, findings);
    checkDocumentedLimits(piece, findings);
    checkPlainSecrets(piece, findings);
    checkUnsupported(piece, findings);
    if (piece.role === 'step' && piece.node.kind === 'mapping') {
      checkTask(piece.node, tasks, findings);
    }
  });
}

const WORK: ReadonlySet<string> = new Set(['stages', 'jobs', 'steps']);

function checkWork(pipeline: Mapping, findings: Findings): void {
  const [first, ...more] = pipeline.entries.filter(({ key }) => WORK.has(key));
  // A template that could not be brought in has been reported, and would have had the work.
  if (first === undefined && !findings.hasErrors) {
    findings.error(
      pipeline.at,
      'pipeline',
      "a pipeline needs 'stages', 'jobs' or 'steps', or must extend a template that has them",
    );
  }
  for (const { key, keyAt } of more) {
    findings.error(
      keyAt,
      'pipeline',
      `a pipeline has either stages, jobs or steps; this one has both '${first?.key}' and '${key}'`,
    );
  }
}

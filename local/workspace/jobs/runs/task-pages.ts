import type { JsonObject } from '../../../../lib/core/lossless-json';
import type { Fields } from '../../http/fields';
import { pageTokenOf, positionAsked } from '../../http/page-token';
import type { JobsVersion } from '../settings/jobs-version';

const TASKS_PER_PAGE = 100;

export interface TaskPage {
  readonly tasks: readonly JsonObject[];
  /** Merged into the response. */
  readonly next: JsonObject;
}

export function taskPage(tasks: readonly JsonObject[], fields: Fields, version: JobsVersion): TaskPage {
  if (version === '2.1') {
    return { tasks, next: {} };
  }
  const start = Number(positionAsked(fields) ?? 0);
  const end = start + TASKS_PER_PAGE;
  return {
    tasks: tasks.slice(start, end),
    next: tasks.length > end ? { next_page_token: pageTokenOf(end) } : {},
  };
}

import { INVALID, refusedBelow } from './refused-call';

export const JOBS = ['2.1', '2.2'].flatMap((version) =>
  refusedBelow(`/api/${version}/jobs`, [
    ['POST /create', { name: 'no tasks' }, INVALID],
    ['GET /get', { job_id: 1 }, INVALID],
    ['GET /list', { limit: 101 }, INVALID],
    ['POST /reset', { job_id: 1, new_settings: {} }, INVALID],
    ['POST /update', { job_id: 1, new_settings: {} }, INVALID],
    ['POST /delete', { job_id: 1 }, INVALID],
    ['POST /run-now', { job_id: 1 }, INVALID],
    ['POST /runs/submit', { tasks: [] }, INVALID],
    ['GET /runs/get', { run_id: 1 }, INVALID],
    ['GET /runs/get-output', { run_id: 1 }, INVALID],
    ['GET /runs/list', { limit: 25 }, INVALID],
    ['POST /runs/cancel', { run_id: 1 }, INVALID],
    ['POST /runs/repair', { run_id: 1, rerun_all_failed_tasks: true }, INVALID],
  ]),
);

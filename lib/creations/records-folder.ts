/** Below the folder of a pull request; no deployment writes, deletes or counts anything in it. */
export const RECORDS_FOLDER = '.mlops-records';

export function isRecord(target: string): boolean {
  return target === RECORDS_FOLDER || target.startsWith(`${RECORDS_FOLDER}/`);
}

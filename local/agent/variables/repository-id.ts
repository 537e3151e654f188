import { nameGuid } from './name-guid';

/** The same in every run on this machine. */
export function repositoryId(folder: string): string {
  return nameGuid(`repository/${folder}`);
}

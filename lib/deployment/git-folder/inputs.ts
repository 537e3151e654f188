/** The inputs that count for a Git folder, as the task reads them. */
export interface GitFolderInputs {
  readonly destination: string;
  readonly gitUrl: string | undefined;
  readonly gitProvider: string | undefined;
  readonly gitRef: string | undefined;
}

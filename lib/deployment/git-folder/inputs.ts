/** The inputs for a Git folder. */
export interface GitFolderInputs {
  readonly destination: string;
  readonly gitUrl: string | undefined;
  readonly gitProvider: string | undefined;
  readonly gitRef: string | undefined;
}

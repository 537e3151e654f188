/** One change of a data scientist: lines of a file that become others. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

import { toJson, type Json } from '../../core/lossless-json';
import { sha256Hex } from '../../core/node/hash';

/** The source of a version. */
export interface ModelSource {
  /** As MLflow's client expects it: models:/m-…, runs:/… or models:/name/version. */
  readonly uri: string;
  /** As the registry takes it in a request. */
  readonly address: string;
  readonly runId: string | undefined;
  readonly modelId: string | undefined;
  /** What tells it from every other source; a version that was made from it carries it as a tag. */
  readonly digest: string;
  /** Our marks on what it comes from; a version that is made from it inherits them. */
  readonly marks: ReadonlyMap<string, string>;
}

export function sourceDigest(parts: readonly Json[]): string {
  return sha256Hex(toJson(parts));
}

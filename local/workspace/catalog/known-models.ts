/** What the metastore needs to know about registered models; the registry stores them. */
export interface KnownModels {
  /** Undefined for a model that does not exist. */
  owner(fullName: string): string | undefined;
  /** Full names of the models in a catalog or schema. */
  within(container: string): readonly string[];
  remove(fullName: string): Promise<void>;
}

export const NO_MODELS: KnownModels = {
  owner: () => undefined,
  within: () => [],
  remove: () => Promise.resolve(),
};

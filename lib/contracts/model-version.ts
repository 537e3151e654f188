import * as v from 'valibot';
import { choice, sha256, text, versionNumber } from './members';

const REGISTRY_KINDS = ['unityCatalog', 'workspace', 'mlflow'] as const;

const digest = v.pipe(
  v.object({
    record: text(
      'Of the record in the registry. A version that was deleted and created again under the same number has a new one.',
    ),
    files: v.optional(text('Of the model files; a copy has the same. Absent if they could not be read.')),
  }),
  v.description('Digests that identify the version.'),
);

/** One version of a registered model, and what identifies it. */
export const modelVersionSchema = v.pipe(
  v.object({
    name: text('Full name of the registered model.'),
    version: versionNumber('Version number.'),
    registry: choice(REGISTRY_KINDS, 'Kind of the registry.'),
    registryHome: text(
      'Identifies the registry: the Unity Catalog metastore, or the URL of the workspace or tracking server.',
    ),
    mlflowRunId: v.optional(text('MLflow run that logged the model; a version in Unity Catalog may have none.')),
    loggedModelId: v.optional(text('ID of the logged model (MLflow 3).')),
    digest,
    signatureSha256: v.optional(sha256("SHA-256 over the canonical form of the model's signature.")),
  }),
  v.description('The model version that the file is about.'),
);

export type ModelVersion = Readonly<v.InferOutput<typeof modelVersionSchema>>;

const identified = {
  name: text('Full name of the registered model.'),
  version: versionNumber('Version number.'),
  digest,
};

/** The champion at the time of the decision. */
export const championSchema = v.pipe(
  v.object(identified),
  v.description('The champion at that time; absent if there was none.'),
);

/** A comparison may see a champion in another registry than the candidate's. */
export const comparedChampionSchema = v.pipe(
  v.object({
    ...identified,
    registry: v.optional(choice(REGISTRY_KINDS, "Kind of its registry; absent if it is the candidate's.")),
    registryHome: v.optional(text('Identifies that registry.')),
  }),
  v.description('The champion at that time; absent if there was none.'),
);

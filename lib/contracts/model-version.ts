import * as v from 'valibot';
import { choice, sha256, text, versionNumber } from './members';

const REGISTRY_KINDS = ['unityCatalog', 'workspace', 'mlflow'] as const;

const digest = v.pipe(
  v.object({
    record: text(
      'Of what the registry noted about the version; a version made anew under the same number has another.',
    ),
    files: v.optional(text('Of the files of the model; a copy has the same. Absent when they could not be read.')),
  }),
  v.description('What tells the version from all others.'),
);

/** One version of a registered model, and what tells it from all others. */
export const modelVersionSchema = v.pipe(
  v.object({
    name: text('Full name of the registered model.'),
    version: versionNumber('Version number.'),
    registry: choice(REGISTRY_KINDS, 'Kind of the registry.'),
    registryHome: text(
      'What identifies the registry: the metastore of Unity Catalog, else the address of the workspace or of the tracking server.',
    ),
    mlflowRunId: v.optional(text('MLflow run that logged the model; Unity Catalog knows versions without one.')),
    loggedModelId: v.optional(text('Id of the logged model (MLflow 3).')),
    digest,
    signatureSha256: v.optional(sha256("SHA-256 over the canonical form of the model's signature.")),
  }),
  v.description('The model version that this is about.'),
);

export type ModelVersion = Readonly<v.InferOutput<typeof modelVersionSchema>>;

/** The champion that a decision was made against. */
export const championSchema = v.pipe(
  v.object({
    name: text('Full name of the registered model.'),
    version: versionNumber('Version number.'),
    digest,
  }),
  v.description("The version that held the champion's place; absent when nobody did."),
);

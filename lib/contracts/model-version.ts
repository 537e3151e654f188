import * as v from 'valibot';
import { choice, sha256, text, versionNumber } from './members';

export const REGISTRY_KINDS = ['unityCatalog', 'workspace', 'mlflow'] as const;

/** One version of a registered model, and what tells its bytes from all others. */
export const modelVersionSchema = v.pipe(
  v.object({
    name: text('Full name of the registered model.'),
    version: versionNumber('Version number.'),
    registry: choice(REGISTRY_KINDS, 'Kind of the registry.'),
    registryAddress: text(
      'Workspace URL or tracking URI; for Unity Catalog, whose models several workspaces share, the id of the metastore.',
    ),
    mlflowRunId: v.optional(text('MLflow run that logged the model; Unity Catalog knows versions without one.')),
    loggedModelId: v.optional(text('Id of the logged model (MLflow 3).')),
    artifactDigest: text('What identifies the bytes of the model.'),
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
    artifactDigest: text('What identifies the bytes of the model.'),
  }),
  v.description("The version that held the champion's place; absent when nobody did."),
);

interface ObjectKind {
  /** Its name in the permissions API. */
  readonly permissionsType: string;
  /** In ascending order; each includes those before it. */
  readonly levels: readonly string[];
  /** Where a person grants a level. */
  readonly place: string;
}

const FILE_LEVELS = ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'];

/** Kinds of objects with permission levels (https://learn.microsoft.com/azure/databricks/security/auth/access-control/). */
export const OBJECT_KINDS = {
  job: {
    permissionsType: 'jobs',
    levels: ['CAN_VIEW', 'CAN_MANAGE_RUN', 'CAN_MANAGE', 'IS_OWNER'],
    place: 'Jobs & Pipelines > the job > Job details > Edit permissions',
  },
  cluster: {
    permissionsType: 'clusters',
    levels: ['CAN_ATTACH_TO', 'CAN_RESTART', 'CAN_MANAGE'],
    place: 'Compute > the cluster > Edit permissions',
  },
  'cluster policy': {
    permissionsType: 'cluster-policies',
    levels: ['CAN_USE'],
    place: 'Compute > Policies > the policy > Permissions',
  },
  warehouse: {
    permissionsType: 'warehouses',
    levels: ['CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'],
    place: 'SQL Warehouses > the warehouse > Permissions',
  },
  folder: {
    permissionsType: 'directories',
    levels: FILE_LEVELS,
    place: 'Workspace > the folder > Share (Permissions)',
  },
  notebook: {
    permissionsType: 'notebooks',
    levels: FILE_LEVELS,
    place: 'Workspace > the notebook > Share (Permissions)',
  },
  experiment: {
    permissionsType: 'experiments',
    levels: ['CAN_READ', 'CAN_EDIT', 'CAN_MANAGE'],
    place: 'Experiments > the experiment > Permissions',
  },
  'workspace model': {
    permissionsType: 'registered-models',
    levels: ['CAN_READ', 'CAN_EDIT', 'CAN_MANAGE_STAGING_VERSIONS', 'CAN_MANAGE_PRODUCTION_VERSIONS', 'CAN_MANAGE'],
    place: 'Models > Workspace Model Registry > the model > Permissions',
  },
  'serving endpoint': {
    permissionsType: 'serving-endpoints',
    levels: ['CAN_VIEW', 'CAN_QUERY', 'CAN_MANAGE'],
    place: 'Serving > the endpoint > Permissions',
  },
} as const satisfies Readonly<Record<string, ObjectKind>>;

export type ObjectKindName = keyof typeof OBJECT_KINDS;

export function isObjectKind(word: string): word is ObjectKindName {
  return Object.hasOwn(OBJECT_KINDS, word);
}

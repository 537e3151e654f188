import { invalidParameter } from '../../http/refusal';

export interface ObjectKind {
  /** Its name in responses. */
  readonly type: string;
  /** In ascending order. */
  readonly levels: readonly string[];
  readonly owned: boolean;
}

const FILE_LEVELS = ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'];

/** Objects with an access control list, by their name in the URL. */
const KINDS = {
  jobs: { type: 'job', levels: ['CAN_VIEW', 'CAN_MANAGE_RUN', 'CAN_MANAGE', 'IS_OWNER'], owned: true },
  clusters: { type: 'cluster', levels: ['CAN_ATTACH_TO', 'CAN_RESTART', 'CAN_MANAGE'], owned: false },
  directories: { type: 'directory', levels: FILE_LEVELS, owned: false },
  notebooks: { type: 'notebook', levels: FILE_LEVELS, owned: false },
  experiments: { type: 'mlflowExperiment', levels: ['CAN_READ', 'CAN_EDIT', 'CAN_MANAGE'], owned: false },
  'registered-models': {
    type: 'registered-model',
    levels: ['CAN_READ', 'CAN_EDIT', 'CAN_MANAGE_STAGING_VERSIONS', 'CAN_MANAGE_PRODUCTION_VERSIONS', 'CAN_MANAGE'],
    owned: false,
  },
} as const satisfies Record<string, ObjectKind>;

export type KindName = keyof typeof KINDS;

export function kindNamed(name: string): readonly [KindName, ObjectKind] {
  if (!isKind(name)) {
    throw invalidParameter(`${name} is not one of the objects with permissions: ${Object.keys(KINDS).join(', ')}.`);
  }
  return [name, KINDS[name]];
}

function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

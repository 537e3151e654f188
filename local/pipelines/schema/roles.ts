/** What a part of a pipeline is. It decides where templates may be referred to and where expressions are allowed. */
export type Role =
  | 'pipeline'
  | 'stages'
  | 'stage'
  | 'jobs'
  | 'job'
  | 'steps'
  | 'step'
  | 'variables'
  | 'variable'
  | 'strategy'
  | 'lifecycle'
  | 'hook'
  | 'outcomes'
  | 'resources'
  | 'repositories'
  | 'repository'
  | 'fixed'
  | 'free';

/** Lists in which an item may refer to a template. */
const INCLUDING = ['stages', 'jobs', 'steps', 'variables'] as const;
export type Including = (typeof INCLUDING)[number];

const HOOKS = { preDeploy: 'hook', deploy: 'hook', routeTraffic: 'hook', postRouteTraffic: 'hook' } as const;

// What the server reads before it knows any parameter cannot hold expressions:
// https://learn.microsoft.com/azure/devops/pipelines/process/template-expressions
const CHILDREN: Readonly<Partial<Record<Role, Readonly<Record<string, Role>>>>> = {
  pipeline: {
    trigger: 'fixed',
    pr: 'fixed',
    schedules: 'fixed',
    resources: 'resources',
    variables: 'variables',
    stages: 'stages',
    jobs: 'jobs',
    steps: 'steps',
  },
  stage: { variables: 'variables', jobs: 'jobs' },
  job: { variables: 'variables', steps: 'steps', strategy: 'strategy' },
  strategy: { runOnce: 'lifecycle', rolling: 'lifecycle', canary: 'lifecycle' },
  lifecycle: { ...HOOKS, on: 'outcomes' },
  outcomes: { success: 'hook', failure: 'hook' },
  hook: { steps: 'steps' },
  resources: { repositories: 'repositories' },
  repository: { name: 'fixed', trigger: 'fixed' },
};

const ITEMS: Readonly<Partial<Record<Role, Role>>> = {
  stages: 'stage',
  jobs: 'job',
  steps: 'step',
  variables: 'variable',
  repositories: 'repository',
  fixed: 'fixed',
};

/** The role of the value below a key. */
export function childRole(role: Role, key: string): Role {
  if (role === 'fixed') {
    return 'fixed';
  }
  const children = CHILDREN[role] ?? {};
  return Object.hasOwn(children, key) ? (children[key] ?? 'free') : 'free';
}

/** The role of the items of a list. */
export function itemRole(role: Role): Role {
  return ITEMS[role] ?? 'free';
}

export function isIncluding(role: Role): role is Including {
  return (INCLUDING as readonly Role[]).includes(role);
}

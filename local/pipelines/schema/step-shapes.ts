import { ANY_TEXT, BOOLEAN, INTEGER, mapping, NAME, TEXT_BY_NAME, TEXTS, type Shape } from './shape';

const COMMON: Readonly<Record<string, Shape>> = {
  condition: ANY_TEXT,
  continueOnError: BOOLEAN,
  displayName: ANY_TEXT,
  target: {
    text: 'any',
    mapping: {
      keys: {
        container: ANY_TEXT,
        commands: { text: ['any', 'restricted'] },
        settableVariables: { text: ['none'], list: ANY_TEXT },
      },
    },
  },
  enabled: BOOLEAN,
  env: TEXT_BY_NAME,
  name: NAME,
  timeoutInMinutes: INTEGER,
  retryCountOnTaskFailure: INTEGER,
};

function step(own: readonly string[], more: Readonly<Record<string, Shape>> = {}): Shape {
  return mapping({ ...Object.fromEntries(own.map((key) => [key, ANY_TEXT])), ...more, ...COMMON });
}

const POWERSHELL = ['errorActionPreference', 'failOnStderr', 'ignoreLASTEXITCODE', 'workingDirectory'];
const CHECKOUT = [
  'clean',
  'fetchDepth',
  'fetchFilter',
  'fetchTags',
  'lfs',
  'persistCredentials',
  'submodules',
  'path',
  'sparseCheckoutDirectories',
  'sparseCheckoutPatterns',
  'workspaceRepo',
];

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps; the first key says which step it is. */
export const STEPS: Shape = {
  list: {
    mapping: {
      byFirstKey: {
        task: step(['task'], { inputs: TEXT_BY_NAME }),
        script: step(['script', 'failOnStderr', 'workingDirectory']),
        bash: step(['bash', 'failOnStderr', 'workingDirectory']),
        pwsh: step(['pwsh', ...POWERSHELL]),
        powershell: step(['powershell', ...POWERSHELL]),
        checkout: step(['checkout', ...CHECKOUT]),
        download: step(['download', 'artifact', 'patterns']),
        downloadBuild: step(['downloadBuild', 'artifact', 'path', 'patterns'], { inputs: TEXT_BY_NAME }),
        getPackage: step(['getPackage', 'path']),
        publish: step(['publish', 'artifact']),
        upload: step(['upload', 'artifact']),
        reviewApp: step(['reviewApp']),
      },
    },
  },
};

const HOOK = mapping({ steps: STEPS, pool: { text: 'any', mapping: {} } });
const HOOKS = {
  preDeploy: HOOK,
  deploy: HOOK,
  routeTraffic: HOOK,
  postRouteTraffic: HOOK,
  on: mapping({ success: HOOK, failure: HOOK }),
};

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-deployment-strategy */
export const DEPLOYMENT_STRATEGY: Shape = mapping({
  runOnce: mapping(HOOKS),
  rolling: mapping({ maxParallel: ANY_TEXT, ...HOOKS }),
  canary: mapping({ increments: TEXTS, ...HOOKS }),
});

import type { Facts } from '../../../lib/compliance/facts';
import type { PickleFacts } from '../../../lib/serialization/pickle/scanner';
import type { Cases } from './case';
import { mlModelOf, UNSEEN, withFiles, withMlModel, withText } from './facts';

const COMPLETE = { kind: 'complete', trailingBytes: 0 } as const;

const inspected = (module: string, name: string, end: PickleFacts['end'] = { kind: 'truncated', at: 90 }): Facts =>
  withFiles({
    inspections: new Map([
      [
        'model.pkl',
        {
          value: {
            pickles: [
              {
                inside: 'data.pkl',
                protocol: 4,
                imports: [{ module, name, at: 3 }],
                end,
              },
            ],
            unread: [],
          },
        },
      ],
    ]),
  });

/** What is said about the files of a version. */
export const FILE_CASES = {
  pinned_requirements: [
    ...(
      [
        ['numpy', 'is not pinned with =='],
        ['numpy>=2', 'is not pinned with =='],
        ['numpy==2.*', 'is not pinned with =='],
        ['-e .', 'is editable'],
        ['git+https://example.com/a.git', 'comes from a URL or path'],
        ['churn @ https://example.com/churn.whl', 'comes from a URL or path'],
        ['--extra-index-url https://example.com/simple', 'names a package index'],
        ['-r other.txt', 'is an option of pip'],
      ] as const
    ).map(([line, problem]) => ({
      what: line,
      facts: withText('requirements.txt', `mlflow==3.1 # why\n${line}\n`),
      outcome: 'failed' as const,
      because: new RegExp(`^'${line.replaceAll(/[.*+/]/g, String.raw`\$&`)}' ${problem}`),
    })),
    {
      what: 'extras, markers and hashes',
      facts: withText('requirements.txt', 'mlflow[extras]==3.1 ; python_version >= "3.11" \\\n  --hash=sha256:00\n'),
      outcome: 'passed',
      because: /1 requirements, each pinned/,
    },
    {
      what: 'no file',
      facts: withFiles({ texts: new Map() }),
      outcome: 'failed',
      because: /there is no requirements.txt/,
    },
  ],
  python_version: [
    {
      what: 'half a version',
      facts: withText('python_env.yaml', 'python: 3.12\n'),
      outcome: 'failed',
      because: /Python is '3.12', not one version/,
    },
    {
      what: 'none',
      facts: withFiles({ texts: new Map(), mlModel: mlModelOf({ flavors: '{ sklearn: {} }' }) }),
      outcome: 'failed',
      because: /no file of the model says/,
    },
  ],
  conda_channels: [
    {
      what: 'the commercial channel',
      facts: withText('conda.yaml', 'channels: [defaults, conda-forge]'),
      outcome: 'failed',
      because: /the channel 'defaults' is under commercial terms/,
    },
    {
      what: 'no channels, which means the commercial ones',
      facts: withText('conda.yaml', 'dependencies: []'),
      outcome: 'failed',
      because: /'defaults'/,
    },
    {
      what: 'something that is not YAML',
      facts: withText('conda.yaml', '{'),
      outcome: 'failed',
      because: /not a YAML map/,
    },
  ],
  size: [
    {
      what: 'a model that has grown',
      facts: withFiles({ listed: [{ path: 'model.pkl', size: 90_000_000 }] }),
      outcome: 'failed',
      because: /1 files of 90.0 MB in all, the largest model.pkl; version 6, the champion, has 4 files of 0.1 MB/,
    },
  ],
  contained_paths: [
    '../outside/evil.pkl',
    '/etc/passwd',
    String.raw`C:\\evil`,
    'file:/tmp/x',
    's3://bucket/x',
    'a/../../b',
  ].map((path) => ({
    what: path,
    facts: withMlModel({ flavors: `{ sklearn: { pickled_model: '${path}' } }` }),
    outcome: 'failed' as const,
    because: /\(pickled_model\) points outside the model/,
  })),
  custom_code: [
    {
      what: 'code',
      facts: withFiles({ codeHashes: new Map([['code/churn.py', 'abcdef0123456789']]) }),
      outcome: 'failed',
      because: /code\/churn.py \(abcdef012345\)/,
    },
    {
      what: 'a loader of its own',
      facts: withMlModel({ flavors: '{ python_function: { loader_module: churn.loader } }' }),
      outcome: 'failed',
      because: /the loader module churn.loader/,
    },
  ],
  pickle: [
    {
      what: 'a hostile call',
      facts: inspected('posix', 'system'),
      outcome: 'failed',
      because: /'data.pkl' in model.pkl looks up posix.system, 'data.pkl' in model.pkl ends in the middle, at byte 90/,
    },
    {
      what: 'a class that the project allows by its name',
      facts: inspected('churn.features', 'AgeBuckets', COMPLETE),
      policy: { allowedPickleImports: ['churn.features.AgeBuckets'] },
      outcome: 'passed',
      because: /^model.pkl looks up only what .* need; the project allows churn.features.AgeBuckets$/,
    },
    {
      what: 'a file that could not be read',
      facts: withFiles({ inspections: new Map([['model.pkl', UNSEEN]]) }),
      outcome: 'error',
      because: /^not checked: model.pkl: the storage refused/,
    },
    {
      what: 'a packed file that is not looked into',
      facts: withFiles({
        inspections: new Map([
          ['m.bz2', { value: { pickles: [], unread: ['it is packed as bzip2, which is not looked into'] } }],
        ]),
      }),
      outcome: 'failed',
      because: /m.bz2: it is packed as bzip2/,
    },
    {
      what: 'types that skops trusts',
      facts: withMlModel({ flavors: '{ sklearn: { skops_trusted_types: [churn.Model] } }' }),
      outcome: 'warned',
      because: /skops trusts .*churn.Model/,
    },
    {
      what: 'no pickle',
      facts: withFiles({ inspections: new Map() }),
      outcome: 'passed',
      because: /none of its 4 files is a pickle/,
    },
  ],
} satisfies Cases;

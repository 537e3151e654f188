import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, connectionRules, inSection } from '../../lib/task/groups';

export const DatabricksDeployCode = defineTask({
  id: '3f0c9a52-6d1e-4b7a-9b0c-7e2d5a1c8f46',
  name: 'DatabricksDeployCode',
  major: 1,
  friendlyName: 'Deploy code to Databricks',
  summary:
    "Puts exactly this commit's files into a workspace folder, a volume or a Git folder, or takes them away again.",
  instanceName: 'Deploy code to $(destination)',
  inputs: {
    ...connectionInputs,
    destination: input.string({
      label: 'Destination',
      help: 'Folder of the workspace or of a volume that will hold the code, e.g. /Workspace/Shared/churn/pr-42 or /Volumes/main/ml/code/churn.',
    }),
    mode: input.choice({
      label: 'Mode',
      help: "'files' uploads a folder of the agent. 'gitFolder' lets the workspace check out the branch or tag of this run. 'remove' takes away what 'files' has put there, e.g. after a pull request.",
      of: ['files', 'gitFolder', 'remove'],
      default: 'files',
    }),
    access: optional(
      input.list({
        label: 'Access',
        help: "Groups, users (by e-mail) and service principals (by application id) who may read the destination; nobody but the connection's identity may then edit it, e.g. '- data-scientists'. Empty: permissions stay as they are.",
        of: { kind: 'text' },
      }),
    ),
    ...inSection('Files', {
      source: optional(
        input.folder({
          label: 'Source',
          help: 'Folder of the agent whose files are deployed, e.g. databricks-ml. Empty: the folder of the sources.',
        }),
      ),
      include: optional(
        input.multiLine({
          label: 'Include',
          help: "Patterns as in a .gitignore file, one a line; only files that match one are deployed, e.g. 'app/**'. Empty: all files.",
        }),
      ),
      exclude: optional(
        input.multiLine({
          label: 'Exclude',
          help: "Patterns as in a .gitignore file, one a line; files that match are left out, e.g. 'tests/'. Version control, virtual environments and caches are always left out.",
        }),
      ),
      symlinks: input.choice({
        label: 'Symbolic links',
        help: "'refuse' fails when the source holds one. 'follow' deploys what it leads to, as long as that lies in the source.",
        of: ['refuse', 'follow'],
        default: 'refuse',
      }),
      deleteExtraneous: input.boolean({
        label: 'Delete extraneous files',
        help: 'When true, files of the destination that no deployment has put there are deleted. Files of an earlier commit are deleted in any case.',
        default: false,
      }),
      verify: input.choice({
        label: 'Verify',
        help: "'changed' checks what this run has touched. 'full' lists the whole destination and finds what others have edited there since the last deployment.",
        of: ['changed', 'full'],
        default: 'changed',
      }),
      foreignEdits: input.choice({
        label: 'Foreign edits',
        help: "What happens to files that 'verify: full' finds edited or missing: 'repair' uploads them again, 'fail' lists them and changes nothing.",
        of: ['repair', 'fail'],
        default: 'repair',
      }),
      parallelRequests: input.integer({
        label: 'Parallel requests',
        help: 'How many requests are under way at once at most, e.g. 8.',
        default: 16,
        minimum: 1,
      }),
    }),
    ...inSection('Git folder', {
      gitUrl: optional(
        input.string({
          label: 'Repository',
          help: 'Address of the repository for a Git folder, e.g. https://dev.azure.com/contoso/ml/_git/churn. Empty: the repository of this run.',
        }),
      ),
      gitProvider: optional(
        input.choice({
          label: 'Provider',
          help: 'Who hosts the repository, as Databricks names it, e.g. azureDevOpsServices. Empty: told from the address.',
          of: [
            'azureDevOpsServices',
            'gitHub',
            'gitHubEnterprise',
            'gitLab',
            'gitLabEnterpriseEdition',
            'bitbucketCloud',
            'bitbucketServer',
            'awsCodeCommit',
          ],
        }),
      ),
      gitRef: optional(
        input.string({
          label: 'Branch or tag',
          help: 'What the Git folder checks out, e.g. refs/heads/main or refs/tags/v1.2. Empty: the branch or tag of this run.',
        }),
      ),
    }),
  },
  rules: connectionRules,
  outputs: {
    deployedPath: 'Folder that holds the code, as jobs and notebooks name it, e.g. /Workspace/Shared/churn/pr-42.',
    deployedCommit: 'Commit whose files are deployed.',
    filesUploaded: 'Number of files that this run has uploaded.',
    filesUnchanged: 'Number of files that were there already.',
    filesDeleted: 'Number of files that this run has deleted.',
    contentSha256:
      'SHA-256 over the sorted lines of path, NUL, SHA-256 of the file and line feed: the same for the same files, wherever they are deployed. Empty for a Git folder and after a removal.',
  },
  clients: ['workspace'],
});

import { defineTask, input, optional } from '../../lib/task/definition';
import { connectionInputs, connectionRules } from '../../lib/task/groups';
import { inSection, shownWhen } from '../../lib/task/layout';

export const DatabricksDeployCode = defineTask({
  id: '3f0c9a52-6d1e-4b7a-9b0c-7e2d5a1c8f46',
  name: 'DatabricksDeployCode',
  major: 1,
  friendlyName: 'Deploy code to Databricks',
  summary:
    "Deploys this commit's files to a workspace folder, a volume or a Git folder and checks the result; also removes them.",
  instanceName: 'Deploy code to $(destination)',
  inputs: {
    ...connectionInputs,
    destination: input.string({
      label: 'Destination',
      help: 'Folder in the workspace or in a volume to deploy to, e.g. /Workspace/Shared/churn/pr-42 or /Volumes/main/ml/code/churn.',
    }),
    mode: input.choice({
      label: 'Mode',
      help: "'files' uploads a folder from the agent. 'gitFolder' lets the workspace check out the branch or tag of this run. 'remove' deletes what 'files' deployed. E.g. remove for a closed pull request.",
      of: {
        files: 'Upload files from the agent',
        gitFolder: 'Check out a Git folder',
        remove: 'Remove deployed files',
      },
      default: 'files',
    }),
    ...inSection(
      { title: 'Files', shownWhen: { input: 'mode', isOneOf: ['files'] } },
      {
        source: optional(
          input.folder({
            label: 'Source folder',
            help: 'Folder on the agent to deploy. Default: the sources folder. E.g. databricks-ml.',
          }),
        ),
        include: optional(
          input.multiLine({
            label: 'Include',
            help: 'Patterns of the files to deploy, one per line, in .gitignore syntax. Default: all files. E.g. app/**.',
          }),
        ),
        exclude: optional(
          input.multiLine({
            label: 'Exclude',
            help: 'Patterns of files to leave out, one per line, in .gitignore syntax. Version control folders, virtual environments and caches are always left out. E.g. tests/.',
          }),
        ),
        access: optional(
          input.list({
            label: 'Readers',
            help: "Groups, users (by email) and service principals (by application ID) that can read the destination; then only the connection's identity can edit it. Default: permissions stay as they are. E.g. '- data-scientists'.",
            of: { kind: 'text' },
          }),
        ),
        symlinks: input.choice({
          label: 'Symbolic links',
          help: "What to do with symbolic links in the source: 'refuse' fails the step, 'follow' deploys their targets if those are in the source. E.g. follow.",
          of: { refuse: 'Fail the step', follow: 'Deploy their targets' },
          default: 'refuse',
        }),
        deleteExtraneous: input.boolean({
          label: 'Delete other files',
          help: 'Also deletes files in the destination that no deployment put there. Files from an earlier commit are always deleted. E.g. true for a folder that only the pipeline writes.',
          default: false,
        }),
        verify: input.choice({
          label: 'Verify',
          help: "'changed' checks the files this run uploaded or deleted; 'full' checks the whole destination and finds edits made since the last deployment. E.g. full for production.",
          of: { changed: 'Files changed by this run', full: 'All files in the destination' },
          default: 'changed',
        }),
        foreignEdits: shownWhen(
          { input: 'verify', isOneOf: ['full'] },
          input.choice({
            label: 'Edits by others',
            help: "What to do with files that 'verify: full' finds edited or missing: 'repair' uploads them again, 'fail' lists them and changes nothing. E.g. fail.",
            of: { repair: 'Upload the files again', fail: 'Fail and change nothing' },
            default: 'repair',
          }),
        ),
      },
    ),
    ...inSection(
      { title: 'Git folder', shownWhen: { input: 'mode', isOneOf: ['gitFolder'] } },
      {
        gitUrl: optional(
          input.string({
            label: 'Repository URL',
            help: 'URL of the repository to check out. Default: the repository of this run. E.g. https://dev.azure.com/contoso/ml/_git/churn.',
          }),
        ),
        gitProvider: optional(
          input.choice({
            label: 'Git provider',
            help: 'Host of the repository. Default: detected from its URL. E.g. azureDevOpsServices.',
            of: {
              azureDevOpsServices: 'Azure DevOps Services',
              gitHub: 'GitHub',
              gitHubEnterprise: 'GitHub Enterprise',
              gitLab: 'GitLab',
              gitLabEnterpriseEdition: 'GitLab Enterprise Edition',
              bitbucketCloud: 'Bitbucket Cloud',
              bitbucketServer: 'Bitbucket Server',
              awsCodeCommit: 'AWS CodeCommit',
            },
          }),
        ),
        gitRef: optional(
          input.string({
            label: 'Branch or tag',
            help: 'Branch or tag to check out. Default: that of this run. E.g. refs/heads/main or refs/tags/v1.2.',
          }),
        ),
      },
    ),
    ...inSection(
      { title: 'Speed' },
      {
        parallelRequests: input.integer({
          label: 'Parallel requests',
          help: 'Maximum number of requests at the same time; lower it if Databricks throttles the identity. E.g. 8.',
          default: 16,
          minimum: 1,
        }),
      },
    ),
  },
  rules: connectionRules,
  outputs: {
    deployedPath: 'Folder with the code, as jobs and notebooks refer to it, e.g. /Workspace/Shared/churn/pr-42.',
    deployedCommit: 'Commit that is deployed.',
    filesUploaded: 'Number of files uploaded by this run.',
    filesUnchanged: 'Number of files that were already up to date.',
    filesDeleted: 'Number of files deleted by this run.',
    contentSha256:
      'SHA-256 of the deployed content: the same for the same files, in any destination. Computed over sorted lines of path, NUL, SHA-256 of the file and line feed. Empty for Git folders and after a removal.',
  },
  clients: ['workspace'],
});

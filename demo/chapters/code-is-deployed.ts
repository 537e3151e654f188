import { expectAsTold, expectSucceeded } from '../as-told';
import { DEPLOYED_TO } from '../churn';
import type { DemoContext } from '../demo-context';
import { runPipeline } from '../pipeline-run';
import { DEPLOY } from '../release';
import { stepsYaml } from '../step';

export async function codeIsDeployed(context: DemoContext): Promise<string> {
  const { printer } = context;
  printer.heading('1  The code is deployed');
  printer.say("The task uploads exactly this commit's files to the workspace, then checks each.", '');
  printer.code(stepsYaml([DEPLOY]));
  printer.say('');

  const [code] = await runPipeline({ number: 1, steps: [DEPLOY] }, context);
  expectSucceeded(code, 'code');
  const { filesUploaded = '', deployedCommit = '' } = code.outputs;
  expectAsTold(Number(filesUploaded) > 0, `step 'code' uploaded ${filesUploaded} files.`);
  return `code put ${filesUploaded} files of commit ${deployedCommit.slice(0, 7)} into ${DEPLOYED_TO}`;
}

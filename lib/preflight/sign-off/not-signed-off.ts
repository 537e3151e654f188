import { UserError } from '../../core/errors';
import type { MissingSignOff, SignOffQuestion } from './question';

export function notSignedOff(signOff: MissingSignOff, question: SignOffQuestion): UserError {
  const { pipeline, stage, facts } = question;
  const list = reasons(signOff, question).map((reason) => `- ${reason}`);
  return new UserError('SIGN_OFF_MISSING', {
    what: `Commit ${facts.commit} is not signed off by stage '${stage}' of pipeline '${pipeline}'.\n${list.join('\n')}`,
    fix: `Let '${stage}' succeed in a run of '${pipeline}' for exactly this commit, then re-run this stage.`,
  });
}

/** What became of each run of the commit; without any, that there is none. */
export function reasons({ runs, elsewhere }: MissingSignOff, { pipeline, facts }: SignOffQuestion): readonly string[] {
  const others = elsewhere === 0 ? [] : [`${elsewhere} of its runs had the same commit in another repository`];
  return runs.length === 0
    ? [`pipeline '${pipeline}' has no run for this commit of repository '${facts.repository.name}'`, ...others]
    : runs.map(({ because, link }) => `${because}: ${link}`);
}

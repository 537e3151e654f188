import type { Complaint } from '../task/input';

export interface GivenInputs {
  readonly where: 'databricks' | 'agent';
  readonly runner: 'pytest' | 'unittest';
  readonly markers: string | undefined;
  readonly connection: string | undefined;
  readonly azureConnection: string | undefined;
}

/** Contradictions that depend on what an input says, not only on whether it is set. */
export function complaintsAbout({ where, runner, markers, ...given }: GivenInputs): readonly Complaint[] {
  const hasConnection = given.connection !== undefined || given.azureConnection !== undefined;
  const complaints: Complaint[] = [];
  if (where === 'agent' && hasConnection) {
    complaints.push({
      what: "A connection does not go with 'where: agent': those tests run on the agent and log in nowhere.",
      fix: "Remove it, or set 'where: databricks'.",
    });
  }
  if (where === 'databricks' && !hasConnection) {
    complaints.push({
      what: "Neither 'connection' nor 'azureConnection' is set.",
      fix: "Set exactly one of them, or set 'where: agent'.",
    });
  }
  if (runner === 'unittest' && markers !== undefined) {
    complaints.push({
      what: "Input 'markers' does not go with 'runner: unittest', which has no markers.",
      fix: "Use 'keywords', or set 'runner: pytest', which runs unittest's cases too.",
    });
  }
  return complaints;
}

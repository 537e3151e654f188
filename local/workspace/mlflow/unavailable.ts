import { Refusal } from '../http/refusal';

/** Not a status that clients retry: they would do so for minutes before they show the text. */
export function unavailable(reason: string): Refusal {
  return new Refusal(400, 'INVALID_STATE', `The MLflow server of the workspace stand-in does not run: ${reason}`);
}

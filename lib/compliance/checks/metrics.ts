import { ifSeen, type Check } from '../check';
import { failed, listed, unless } from '../result';

/** The metrics that the project asks for are logged, and every metric is a number that can be compared. */
export const metrics: Check = ({ run }, { requiredMetrics }) =>
  ifSeen(run, (training) => {
    if (training === undefined) {
      return failed('the version names no MLflow run, and metrics are logged there');
    }
    const { id, metrics: logged } = training;
    const missing = requiredMetrics.filter((name) => !logged.has(name));
    const endless = [...logged].filter(([, value]) => !Number.isFinite(value));
    return unless(
      [...missing.map((name) => `'${name}' is not logged`), ...endless.map(([name, value]) => `'${name}' is ${value}`)],
      logged.size === 0
        ? 'no metric is logged, and the project requires none'
        : listed([...logged].map(([name, value]) => `${name} ${value}`)),
      `MLflow run ${id}`,
    );
  });

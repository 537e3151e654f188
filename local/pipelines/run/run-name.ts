import { formattedDate } from '../expressions/functions/date-format';
import { textAt } from '../read/node';
import type { RunRequest } from './run-tools';
import { withValues, type VariableSet } from './variable-set';

const USUAL = '$(Date:yyyyMMdd)$(Rev:.r)';

/** The name of the run, which is its build number: https://learn.microsoft.com/azure/devops/pipelines/process/run-number */
export function buildNumber(
  { plan, startTime }: RunRequest,
  variables: VariableSet,
  count: (prefix: string) => number,
): string {
  const dated = (textAt(plan.node, 'name') ?? USUAL).replaceAll(
    /\$\(([^():]+)(?::([^()]*))?\)/g,
    (whole, name, form) => dateText(String(name), form === undefined ? undefined : String(form), startTime) ?? whole,
  );
  const text = withValues(dated, variables);
  const [rev, before = '', digits = ''] = REVISION.exec(text) ?? [];
  if (rev === undefined) {
    return text;
  }
  // The revision counts the runs that would otherwise have the same name.
  const number = String(count(`run name ${text.replace(rev, '')}`)).padStart(digits.length, '0');
  return text.replace(rev, `${before}${number}`);
}

function dateText(name: string, form: string | undefined, date: Date): string | undefined {
  const two = (number: number): string => String(number).padStart(2, '0');
  switch (name.toLowerCase()) {
    case 'date':
      return formattedDate(date, form ?? 'yyyyMMdd');
    case 'year':
      return formattedDate(date, form ?? 'yyyy');
    case 'month':
      return String(date.getUTCMonth() + 1);
    case 'dayofmonth':
      return String(date.getUTCDate());
    case 'dayofyear':
      return String(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1);
    case 'hours':
      return two(date.getUTCHours());
    case 'minutes':
      return two(date.getUTCMinutes());
    case 'seconds':
      return two(date.getUTCSeconds());
    default:
      return undefined;
  }
}

const REVISION = /\$\(Rev:([^()r]*)(r+)\)/i;
const DAY_MS = 86_400_000;

import type { ApiCall } from '../http/route';
import type { RecordChange } from './securable-records';

export const PAGES = { sizeField: 'max_results', defaultSize: 1000, maxSize: 1000 };

/** The members of a create or update call except the name. */
export function changeOf({ fields, caller }: ApiCall): RecordChange {
  const owner = fields.optionalText('owner');
  const comment = fields.optionalText('comment');
  const properties = fields.textMap('properties');
  return {
    by: caller.userName,
    ...(owner !== undefined && { owner }),
    ...(comment !== undefined && { comment }),
    ...(properties !== undefined && { properties }),
  };
}

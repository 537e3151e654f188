import type { Check } from '../check';
import { failed, passed } from '../result';

const TAG = 'license';

/** Somebody says under which license the model may be used. */
export const license: Check = ({ version }) => {
  const value = version.tags.get(TAG)?.trim() ?? '';
  return value === '' ? failed(`the tag '${TAG}' is missing`) : passed(value);
};

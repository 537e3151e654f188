import type { Check } from '../check';
import { failed, passed, unseen } from '../result';

/** The model outlives any one person. */
export const owner: Check = ({ version }) => {
  if (version.owner === undefined || version.owner === '') {
    return unseen('the registry names no owner of the model');
  }
  return version.owner.includes('@')
    ? failed(`the owner is one person, ${version.owner}; make a group or service principal the owner`)
    : passed(`the owner is ${version.owner}`);
};

import type { Check } from '../check';
import { failed, passed, remark } from '../result';
import { WARN_DAYS } from '../waivers';
import { isDate } from './tag-rule';

const TAG = 'review_by';
const DAY_MS = 86_400_000;

/** Somebody has promised to look at the model again, on a day that lies ahead. */
export const reviewDate: Check = ({ version, today }) => {
  const date = version.tags.get(TAG);
  if (date === undefined || !isDate(date)) {
    return failed(
      date === undefined
        ? `the tag '${TAG}' is missing`
        : `the tag '${TAG}' is '${date}', not a date such as 2027-01-31`,
    );
  }
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  if (days < 0) {
    return failed(`the review was due on ${date}, ${-days} days ago`);
  }
  return days <= WARN_DAYS
    ? remark(`the review is due on ${date}, in ${days} days`)
    : passed(`the review is due on ${date}`);
};

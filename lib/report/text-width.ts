const CLUSTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** The wide and full-width ranges of https://www.unicode.org/reports/tr11/. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]*$/u;

/** The characters of a text as a reader sees them. */
export function clusters(text: string): readonly string[] {
  return [...CLUSTERS.segment(text)].map(({ segment }) => segment);
}

/** The width of a text in columns of a log or terminal. */
export function textWidth(text: string): number {
  return clusters(text).reduce((width, cluster) => width + widthOf(cluster), 0);
}

function widthOf(cluster: string): number {
  if (INVISIBLE.test(cluster)) {
    return 0;
  }
  return WIDE.test(cluster) ? 2 : 1;
}

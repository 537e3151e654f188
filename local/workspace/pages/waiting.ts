import { escaped, page } from './page';

/** The page that a browser shows until MLflow runs. */
export function waitingPage(): string {
  return page(
    'MLflow is starting',
    `<p role="status">This takes a few seconds. The very first start also installs Python packages, which takes up to a minute.</p>
<p>This page opens MLflow when it is ready.</p>
${/* A refresh header would lose the part of the URL after the hash. */ ''}<script>setTimeout(() => location.reload(), 1500);</script>`,
  );
}

export function failedPage(reason: string): string {
  return page('MLflow did not start', `<pre>${escaped(reason)}</pre>\n<p>Reload this page to try again.</p>`);
}

import { escaped, page } from './page';

/** What a browser shows until MLflow is up. */
export function waitingPage(): string {
  return page(
    'MLflow is starting',
    `<p role="status">This takes a few seconds. The first start of all also installs Python packages, which takes up to a minute.</p>
<p>MLflow opens here by itself.</p>
${/* A refresh by the head of the page would lose what stands behind the hash. */ ''}<script>setTimeout(() => location.reload(), 1500);</script>`,
  );
}

export function failedPage(reason: string): string {
  return page('MLflow did not start', `<pre>${escaped(reason)}</pre>\n<p>Reload this page to try again.</p>`);
}

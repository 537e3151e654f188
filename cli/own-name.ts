/** How a person calls this command: a package that was not installed globally is called through npx. */
export const OWN_NAME = process.env['npm_lifecycle_event'] === 'npx' ? 'npx mlops' : 'mlops';

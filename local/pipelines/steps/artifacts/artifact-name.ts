/** Throws for a name that the service refuses, or that would lead out of the folder of artifacts. */
export function requireArtifactName(name: string): void {
  if (name === '' || /[\\/":<>|*?]|^\.+$/.test(name)) {
    throw new Error(`Artifact name is not valid: '${name}'. It cannot be empty or contain \\ / " : < > | * ?`);
  }
}

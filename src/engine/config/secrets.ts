/** What is printed where a secret stands. */
export const REDACTED = '***'

const SECRET =
  /token|secret|passw|pwd|passphrase|credential|signature|(?<![a-z])sas(?![a-z])|key(?:_?id)?$/i

/** Whether a member of a store's config is secret by its name, such as `aws_secret_access_key`. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name) && !/(path|file|name)$/i.test(name)
}

/**
 * An address or connection string without its user, password and secret parameters; any other text
 * as it is.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)(\S+)@/i, (whole, scheme: string, user: string) => {
      if (user.includes(':')) return `${scheme}${REDACTED}:${REDACTED}@`
      // In `abfss://container@account` and `s3://bucket/a@b` nobody logs in.
      return user.includes('/') || /^(abfss?|wasbs?):/i.test(scheme)
        ? whole
        : `${scheme}${REDACTED}@`
    })
    .replace(/(?<=^|[?&;\s])([^=?&;\s]+)=[^&;\s]*/g, (whole, name: string) =>
      isSecretName(name) ? `${name}=${REDACTED}` : whole,
    )
}

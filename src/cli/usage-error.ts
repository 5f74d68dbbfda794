/** What the person who typed the command can mend: exit status 2. The message names the culprit and the mend. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** A row with this key is there already. */
export class UniqueViolation extends Error {
  readonly table: string
  readonly index: string
  readonly key: string
  readonly existingId: string

  constructor(table: string, index: string, key: string, existingId: string) {
    super(`table '${table}' already has a row with ${index} '${key}'`)
    this.name = 'UniqueViolation'
    this.table = table
    this.index = index
    this.key = key
    this.existingId = existingId
  }
}

/** The journal cannot be written: nothing more is accepted until a restart, reads go on. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('The store cannot write its journal; changes are refused until the emulator is restarted.', { cause })
    this.name = 'StoreUnavailable'
  }
}

/** A store that cannot be opened. The message names the culprit and the mend. */
export class StoreRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StoreRefused'
  }
}

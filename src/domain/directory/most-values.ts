import { DomainError } from '../../kernel/errors.js'

/** Throws `tooManyValues` where an object would have more values of a kind than it can. */
export function refuseMoreThan(most: number, count: number): void {
  if (count > most) throw new DomainError('tooManyValues')
}

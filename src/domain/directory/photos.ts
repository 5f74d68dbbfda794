import { encodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { defineTable } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'
import { type ImageSize, imageSizeOf } from './image-size.js'

/** The photo of a user, in the one size in which it came. */
export interface Photo extends ImageSize {
  readonly userId: string
  /** As base64url. */
  readonly content: string
}

/** The photos of users. One stays while its user is deleted, and goes when the user is deleted for good. */
export const photos = defineTable<Photo>({ name: 'photos', id: (photo) => photo.userId, indexes: {} })

/** A user's photo, or undefined. */
export function findPhoto(reader: Reader, userId: string): Photo | undefined {
  return reader.table(photos).get(userId)
}

/** A user's photo. Throws `photoMissing`. */
export function getPhoto(reader: Reader, userId: string): Photo {
  const photo = findPhoto(reader, userId)
  if (!photo) throw new DomainError('photoMissing')
  return photo
}

/** Gives a user a photo (Microsoft Graph: Update profilePhoto). Throws `photoUnreadable` for what is no JPEG, PNG or GIF. */
export function putPhoto(transaction: Transaction, userId: string, bytes: Uint8Array): void {
  const size = imageSizeOf(bytes)
  if (!size) throw new DomainError('photoUnreadable')
  const photo = { userId, ...size, content: encodeBase64Url(bytes) }
  if (findPhoto(transaction, userId)) transaction.replace(photos, photo)
  else transaction.insert(photos, photo)
}

/** Takes a user's photo away (Microsoft Graph: Delete profilePhoto). Throws `photoMissing`. */
export function deletePhoto(transaction: Transaction, userId: string): void {
  transaction.remove(photos, getPhoto(transaction, userId).userId)
}

/** Takes away the photo of a user who is deleted for good. */
export function purgePhoto(transaction: Transaction, userId: string): void {
  if (findPhoto(transaction, userId)) transaction.remove(photos, userId)
}

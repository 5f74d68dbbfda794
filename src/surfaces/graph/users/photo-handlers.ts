import { deletePhoto, findPhoto, getPhoto, type Photo, putPhoto } from '../../../domain/directory/photos.js'
import { decodeBase64Url } from '../../../kernel/base64url.js'
import { digestHex } from '../../../kernel/digest.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'

/** GET /users/{id}/photo (Microsoft Graph: Get profilePhoto): what is known about a photo. */
export function getUserPhoto(call: Call): Answer {
  const { id } = resolveUser(call)
  return valueAnswer(call, `users('${id}')/photo/$entity`, shownPhoto(getPhoto(readerOf(call), id)))
}

/** GET /users/{id}/photo/$value: the image itself. */
export function getPhotoContent(call: Call): Answer {
  return contentAnswer(getPhoto(readerOf(call), resolveUser(call).id))
}

/** GET /users/{id}/photos: a photo is there in the size in which it came. */
export function listPhotos(call: Call): Answer {
  const { id } = resolveUser(call)
  const photo = findPhoto(readerOf(call), id)
  return valueAnswer(call, `users('${id}')/photos`, { value: photo ? [shownPhoto(photo)] : [] })
}

/** GET /users/{id}/photos/{size}. */
export function getSizedPhoto(call: Call): Answer {
  const photo = sizedPhoto(call)
  return valueAnswer(call, `users('${photo.userId}')/photos/$entity`, shownPhoto(photo))
}

/** GET /users/{id}/photos/{size}/$value. */
export function getSizedContent(call: Call): Answer {
  return contentAnswer(sizedPhoto(call))
}

function sizedPhoto(call: Call): Photo {
  const photo = getPhoto(readerOf(call), resolveUser(call).id)
  if (parameter(call, 'size').toLowerCase() !== sizeOf(photo).toLowerCase()) throw new DomainError('photoMissing')
  return photo
}

/** PUT and PATCH /users/{id}/photo/$value (Microsoft Graph: Update profilePhoto): the body is the image. */
export function putUserPhoto(call: Call): Answer {
  const { id } = resolveUser(call)
  write(call, (transaction) => putPhoto(transaction, id, call.request.body))
  return { status: 200 }
}

/** DELETE /users/{id}/photo and /users/{id}/photo/$value (Microsoft Graph: Delete profilePhoto). */
export function deleteUserPhoto(call: Call): Answer {
  const { id } = resolveUser(call)
  write(call, (transaction) => deletePhoto(transaction, id))
  return noContent
}

function contentAnswer(photo: Photo): Answer {
  const bytes = decodeBase64Url(photo.content) ?? new Uint8Array()
  return { status: 200, bytes, contentType: photo.contentType, headers: { etag: etagOf(photo) } }
}

function shownPhoto(photo: Photo): object {
  return {
    '@odata.mediaContentType': photo.contentType,
    '@odata.mediaEtag': etagOf(photo),
    id: sizeOf(photo),
    height: photo.height,
    width: photo.width,
  }
}

function sizeOf({ width, height }: Photo): string {
  return `${width}x${height}`
}

function etagOf({ content }: Photo): string {
  return `"${digestHex(content).slice(0, 8).toUpperCase()}"`
}

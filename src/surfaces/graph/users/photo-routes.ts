import type { Handler, Route } from '../call.js'
import {
  deleteUserPhoto,
  getPhotoContent,
  getSizedContent,
  getSizedPhoto,
  getUserPhoto,
  listPhotos,
  putUserPhoto,
} from './photo-handlers.js'

const PHOTO = '/users/{id}/photo'
const SIZE = '/users/{id}/photos/{size}'

/** The catalog knows one row a method. The bodies are images: the handlers read them. */
function row(method: string, path: string, operation: string, handler: Handler): Route {
  const right = method === 'GET' ? 'users/read' : 'users/photo'
  const permission = `${method} ${PHOTO}`
  return { method, path, operationId: `users.${operation}`, handler, permission, right, body: 'none' }
}

/** The photo of a user. */
export const photoRoutes: readonly Route[] = [
  row('GET', PHOTO, 'photo.get', getUserPhoto),
  row('DELETE', PHOTO, 'photo.delete', deleteUserPhoto),
  row('GET', `${PHOTO}/$value`, 'photo.content.get', getPhotoContent),
  row('PUT', `${PHOTO}/$value`, 'photo.content.put', putUserPhoto),
  row('PATCH', `${PHOTO}/$value`, 'photo.content.update', putUserPhoto),
  row('DELETE', `${PHOTO}/$value`, 'photo.content.delete', deleteUserPhoto),
  row('GET', '/users/{id}/photos', 'photos.list', listPhotos),
  row('GET', SIZE, 'photos.get', getSizedPhoto),
  row('GET', `${SIZE}/$value`, 'photos.content.get', getSizedContent),
]

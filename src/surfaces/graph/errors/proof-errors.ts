import { forbidden, type Wording } from './wire-error.js'

/** What a proof of possession that is not in order is answered with, whatever is wrong with it. */
const malformed: Wording = () => ({
  status: 401,
  code: 'Authentication_MissingOrMalformed',
  message: 'Access Token missing or malformed.',
})

/**
 * Refusals of addKey and removeKey. Microsoft's pages document the code of a malformed proof alone; every other proof that
 * does not hold is seen to get it, too. Without a certificate there is nothing to prove, so that nobody may call them.
 */
export const proofErrors: Readonly<Record<string, Wording>> = {
  noValidCertificate: () => forbidden(),
  assertionMalformed: malformed,
  assertionKeyUnknown: malformed,
  assertionExpired: malformed,
  severalAudiences: malformed,
  proofAudience: malformed,
  proofIssuer: malformed,
  proofLifetime: malformed,
}

import { fold } from '../../../kernel/fold.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'

/** Says how the users of a domain sign in. Every domain here is managed: passwords are checked by this service. */
export function getUserRealm({ path, query }: LoginRequest): LoginAnswer {
  const upn = path.upn ?? ''
  return {
    status: 200,
    body: {
      ver: query.get('api-version') ?? '1.0',
      account_type: 'Managed',
      domain_name: fold(upn.slice(upn.lastIndexOf('@') + 1)),
      cloud_instance_name: 'microsoftonline.com',
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
    },
  }
}

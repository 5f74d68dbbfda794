import { denied, invalid, type Row } from './row.js'
import type { World } from './world.js'

const HOOK = 'https://hook.contoso.com/notify'
const wish = (change: object = {}) => ({
  changeType: 'updated',
  notificationUrl: HOOK,
  resource: 'users',
  expirationDateTime: '2026-01-02T05:00:00Z',
  ...change,
})
const subscribe = (graph: World, change: object) => graph.post('/subscriptions', wish(change))
const invalidRequest = { status: 400, code: 'InvalidRequest' }

/** Refusals of subscriptions to changes. */
export const subscriptionRows: readonly Row[] = [
  ...(['changeType', 'notificationUrl', 'resource', 'expirationDateTime'] as const).map(
    (property): Row => ({
      name: `4.11 a subscription without ${property}`,
      provoke: (graph) => subscribe(graph, { [property]: undefined }),
      ...invalidRequest,
      message: `${property} is a required property for subscription creation`,
    }),
  ),
  {
    name: '4.11 a subscription that lives too long',
    provoke: (graph) => subscribe(graph, { expirationDateTime: '2026-02-02T05:00:00Z' }),
    status: 400,
    code: 'ExtensionError',
    message: 'Subscription expiration can only be 41760 minutes in the future.',
  },
  {
    name: '4.11 a subscription that is renewed for too long',
    provoke: async (graph) => {
      const { id } = (await subscribe(graph, {})).body
      return await graph.patch(`/subscriptions/${id}`, { expirationDateTime: '2026-02-02T05:00:00Z' })
    },
    status: 400,
    code: 'ExtensionError',
    message: 'Subscription expiration can only be 41760 minutes in the future.',
  },
  {
    name: '4.11 a client state that is too long',
    provoke: (graph) => subscribe(graph, { clientState: 'a'.repeat(129) }),
    ...invalid('clientState', 'Subscription'),
  },
  {
    name: '4.11 an endpoint for lifecycle notifications, added later',
    provoke: async (graph) => {
      const { id } = (await subscribe(graph, {})).body
      return await graph.patch(`/subscriptions/${id}`, { lifecycleNotificationUrl: HOOK })
    },
    ...invalidRequest,
    message: "The property 'lifecycleNotificationUrl' of a subscription cannot be changed.",
  },
  {
    name: '4.11 a resource that nobody can follow',
    provoke: (graph) => subscribe(graph, { resource: 'domains' }),
    ...invalidRequest,
    message: "Subscriptions to the resource 'domains' are not supported.",
  },
  {
    name: '4.11 a kind of change that is none',
    provoke: (graph) => subscribe(graph, { changeType: 'renamed' }),
    ...invalidRequest,
    message: "Invalid 'changeType' attribute: 'renamed'.",
  },
  {
    name: '4.11 changes with data of the directory',
    provoke: (graph) => subscribe(graph, { includeResourceData: true }),
    ...invalidRequest,
    message: "Notifications with resource data are not supported for the resource 'users'.",
  },
  {
    name: '4.11 users, followed without the permission to read them',
    provoke: (graph) => graph.post('/subscriptions', wish(), graph.asApp('User.ReadWrite.All')),
    ...denied,
  },
]

import { eventual } from '../open-graph.js'
import { badRequest, type Row, unsupported } from './row.js'

/** Refusals of query options. */
export const queryRows: readonly Row[] = [
  {
    name: '4.3 $skip',
    provoke: (graph) => graph.get('/users?$skip=1'),
    ...badRequest,
    message: "'$skip' is not supported by the service.",
  },
  {
    name: '4.4 a count without the header',
    provoke: (graph) => graph.get('/users/$count'),
    ...badRequest,
    message: '$count is not currently supported.',
  },
  {
    name: '4.4 a search without the header',
    provoke: (graph) => graph.get('/users?$search="displayName:ann"'),
    ...unsupported,
    message:
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  },
  {
    name: '4.4 an operator that needs the header',
    provoke: (graph) => graph.get("/users?$filter=endsWith(mail,'.com')"),
    ...unsupported,
    message:
      "Operator 'endsWith' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
  },
  {
    name: '4.4 a property that is not indexed',
    provoke: (graph) => graph.get('/groups?$filter=createdDateTime ge 2026-01-01T00:00:00Z'),
    ...unsupported,
    message: "Unsupported or invalid query filter clause specified for property 'createdDateTime' of resource 'Group'.",
  },
  {
    name: '4.4 ne without the header',
    provoke: (graph) => graph.get("/users?$filter=displayName ne 'a'"),
    ...unsupported,
    message: "Filter operator 'NotEqualsMatch' is not supported.",
  },
  {
    name: '4.4 a filter with an order, without the header',
    provoke: (graph) => graph.get("/users?$filter=startswith(displayName,'a')&$orderby=displayName"),
    ...unsupported,
    message: 'Sorting not supported for current query.',
  },
  {
    name: '4.4 a filter over members, without the header',
    provoke: async (graph) =>
      graph.get(`/groups/${await graph.madeGroup()}/members?$filter=startswith(displayName,'a')`),
    ...unsupported,
    message: 'The specified filter to the reference property query is currently not supported.',
  },
  {
    name: '4.4 a filter over members, without a count',
    provoke: async (graph) =>
      graph.get(`/groups/${await graph.madeGroup()}/members?$filter=startswith(displayName,'a')`, eventual),
    ...unsupported,
    message: 'The specified filter to the reference property query is currently not supported.',
  },
  {
    name: '4.4 a property of a user that is stored elsewhere, in a list',
    provoke: (graph) => graph.get('/users?$select=aboutMe'),
    status: 501,
    code: 'NotImplemented',
    message: 'This operation target is not yet supported.',
  },
  ...['/users', '/groups', '/applications', '/servicePrincipals'].flatMap((path) =>
    ['0', '1000'].map(
      (top): Row => ({
        name: `4.3 a page of ${top} at ${path}`,
        provoke: (graph) => graph.get(`${path}?$top=${top}`),
        ...unsupported,
        message: `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
      }),
    ),
  ),
  {
    name: '4.3 two relationships to expand',
    provoke: (graph) => graph.get('/groups?$expand=members,owners'),
    ...badRequest,
    message: "Only one relationship can be given in '$expand'.",
  },
  {
    name: '4.4 an expanded relationship in an advanced query',
    provoke: (graph) => graph.get('/groups?$expand=members&$count=true', eventual),
    ...unsupported,
    message: '$expand is not supported together with advanced query parameters.',
  },
  {
    name: '4.4 identities in an advanced query',
    provoke: (graph) =>
      graph.get("/users?$filter=identities/any(i:i/issuer eq 'a' and i/issuerAssignedId eq 'b')&$count=true", eventual),
    ...unsupported,
    message:
      "Unsupported or invalid query filter clause specified for property 'identities/issuer' of resource 'User'.",
  },
  {
    name: '4.4 members with license errors in an advanced query',
    provoke: (graph) => graph.get('/groups?$filter=hasMembersWithLicenseErrors eq true&$count=true', eventual),
    ...unsupported,
    message:
      "Unsupported or invalid query filter clause specified for property 'hasMembersWithLicenseErrors' of resource 'Group'.",
  },
  {
    name: '4.4 an order that needs the header',
    provoke: (graph) => graph.get('/groups?$orderby=createdDateTime'),
    ...unsupported,
    message: 'Sorting not supported for current query.',
  },
  {
    name: '4.4 an order that nobody can have',
    provoke: (graph) => graph.get('/users?$orderby=city&$count=true', eventual),
    ...unsupported,
    message: 'Sorting not supported for current query.',
  },
  {
    name: '4.5 contains',
    provoke: (graph) => graph.get("/groups?$filter=contains(displayName,'a')&$count=true", eventual),
    ...unsupported,
    message: "Unsupported or invalid query filter clause specified for property 'displayName' of resource 'Group'.",
  },
  {
    name: '4.5 all',
    provoke: (graph) => graph.get("/groups?$filter=groupTypes/all(t:t eq 'Unified')&$count=true", eventual),
    ...unsupported,
    message: "Filter operator 'all' is not supported.",
  },
]

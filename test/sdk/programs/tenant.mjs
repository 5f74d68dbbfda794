/** What a program needs to know of the emulator: its addresses, the first tenant, and who can sign in. */
export async function readTenant() {
  const http = process.env.GRAPHVERSE_URL
  const https = process.env.GRAPHVERSE_HTTPS
  const { tenants } = await (await fetch(`${http}/_emulator/info`)).json()
  const tenant = tenants[0]
  const app = (purpose) => tenant.apps.find((each) => each.purpose === purpose)
  const user = (purpose) => tenant.users.find((each) => each.purpose === purpose)
  const environment = tenant.environments.find((each) => each.default)
  return { http, https, tenant, app, user, environment }
}

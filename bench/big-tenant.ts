import { writeFileSync } from 'node:fs'

export const BENCH_CLIENT = { id: '6f1c0a52-2f1d-4a6e-9d0b-5f6f0b1f7a10', secret: 'bench-secret-bench-secret-bench-1' }

/** Writes a fixture of one tenant with `size` users and an app that may do everything; answers with its path. */
export function writeBigTenant(path: string, size: number): string {
  const users = Array.from({ length: size }, (_, index) => ({
    key: `user${index}`,
    userPrincipalName: `user${index}@bench.onmicrosoft.com`,
    displayName: `User ${index}`,
    mail: `user${index}@bench.onmicrosoft.com`,
  }))
  const app = {
    key: 'daemon',
    displayName: 'Daemon',
    clientSecret: BENCH_CLIENT.secret,
    applicationPermissions: 'all',
    purpose: 'all-permissions',
  }
  const tenant = { key: 'bench', displayName: 'Bench', domains: ['bench.onmicrosoft.com'], users, apps: [app] }
  writeFileSync(path, JSON.stringify({ tenants: [tenant] }))
  return path
}

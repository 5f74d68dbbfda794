import { writeFileSync } from 'node:fs'

export const BENCH_CLIENT = { id: '6f1c0a52-2f1d-4a6e-9d0b-5f6f0b1f7a10', secret: 'bench-secret-bench-secret-bench-1' }

/** One tenant with `size` users and an app that may do everything, as a fixture has it. */
export function bigTenant(size: number) {
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
    applicationPermissions: 'all' as const,
    purpose: 'all-permissions',
  }
  return { key: 'bench', displayName: 'Bench', domains: ['bench.onmicrosoft.com'], users, apps: [app] }
}

/** Writes a fixture of such a tenant; answers with its path. */
export function writeBigTenant(path: string, size: number): string {
  writeFileSync(path, JSON.stringify({ tenants: [bigTenant(size)] }))
  return path
}

/** How many users the big tenant has: GRAPHVERSE_BENCH_USERS. */
export const BENCH_USERS = Number(process.env.GRAPHVERSE_BENCH_USERS ?? 100_000)

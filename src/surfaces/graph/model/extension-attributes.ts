const ATTRIBUTES = Array.from({ length: 15 }, (_, at) => `extensionAttribute${at + 1}`)

/** All fifteen attributes, those without a value as null. */
export function extensionAttributes(
  values: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(ATTRIBUTES.map((name) => [name, values[name] ?? null]))
}

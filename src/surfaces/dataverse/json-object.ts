/** A JSON object, as bodies hold and answers show it. */
export type JsonObject = Record<string, unknown>

/** Makes something when it is first asked for, and keeps it: nothing of the model is built while the emulator starts. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => {
    made ??= make()
    return made
  }
}

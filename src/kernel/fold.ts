/** The form under which the directory and Dataverse compare strings: case does not matter. */
export function fold(text: string): string {
  return text.toLowerCase()
}

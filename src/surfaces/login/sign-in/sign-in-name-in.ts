/** The name in a form with which somebody signs in: typed (`loginfmt`), or carried from the page before (`login`). */
export function signInNameIn(form: ReadonlyMap<string, string>): string {
  return (form.get('loginfmt') ?? form.get('login') ?? '').trim()
}

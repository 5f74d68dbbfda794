/** How a page words a refusal for people; programs get the text of the error table. */
export interface Wording {
  readonly text: string
  /** The same for customers, where they have nobody to turn to. */
  readonly customers?: string
  /** What the person has to mend: the field that is about it shows the text. */
  readonly about?: string
}

/** Wordings by the domain's word. What has none is told in general words, with the error's text in the details. */
export const wordings: Readonly<Record<string, Wording>> = {
  userNotFound: {
    text: 'This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.',
    customers: "We couldn't find an account with this name. Make sure you typed it correctly, or create an account.",
    about: 'username',
  },
  accountNotInTenant: {
    text: "This account isn't known to the organization. Use an account that it has invited.",
    about: 'username',
  },
  userDisabled: {
    text: 'Your account has been locked. Contact your support person to unlock it, then try again.',
    about: 'username',
  },
  passwordMissing: {
    text: 'This account has no password to sign in with. Contact your admin.',
    about: 'username',
  },
  tenantNotFound: {
    text: 'No organization has this domain. Make sure you typed the name correctly.',
    about: 'username',
  },
  tenantMalformed: {
    text: 'No organization has this domain. Make sure you typed the name correctly.',
    about: 'username',
  },
  tenantUnnamed: {
    text: 'Enter the whole name, such as someone@example.com.',
    about: 'username',
  },
  passwordWrong: { text: 'Your account or password is incorrect.', about: 'password' },
  accountLocked: {
    text: 'Your account is temporarily locked to prevent unauthorized use. Try again later, and if you still have trouble, contact your admin.',
    customers: 'Your account is temporarily locked to prevent unauthorized use. Try again later.',
    about: 'password',
  },
  wrongPassword: { text: 'The current password is incorrect.', about: 'password' },
  weakPassword: {
    text: 'This password is too easy to guess. Use 8 to 256 characters, with three of these: lowercase letters, uppercase letters, numbers, symbols.',
    about: 'newPassword',
  },
  passwordReused: { text: 'Choose a password that differs from the current one.', about: 'newPassword' },
  passwordsDiffer: { text: "The passwords don't match.", about: 'confirmation' },
  userCodeMissing: { text: 'Enter the code that your app or device shows.', about: 'code' },
  userCodeUnknown: { text: "That code didn't work. Check the code and try again.", about: 'code' },
  userCodeExpired: { text: 'That code has expired. Get a new one on your app or device.', about: 'code' },
  userCodeUsed: { text: 'That code has been used already. Get a new one on your app or device.', about: 'code' },
  userCodeGuessed: { text: 'There were too many wrong codes. Try again in a quarter of an hour.', about: 'code' },
  addressInvalid: { text: 'Enter a whole email address, such as someone@example.com.', about: 'email' },
  addressTaken: {
    text: 'There is an account with this email address already. Sign in, or use another address.',
    about: 'email',
  },
  passcodeWrong: { text: 'That code is incorrect. Check the mail and try again.', about: 'code' },
  passcodeSpent: { text: 'That code can no longer be used. Ask for a new one.', about: 'code' },
  valueRequired: { text: 'Fill this in.' },
  invalidValue: { text: 'This is too long, or has characters that cannot be used.' },
  formForged: {
    text: "This page was no longer current, or your browser doesn't keep cookies. Please try again.",
  },
}

/** What is said of a refusal without a wording. */
export const GENERAL: Wording = { text: "Sorry, but we're having trouble signing you in." }

/** Texts and lists that people keep about themselves in the profile store, apart from the directory's own properties. */
export const PROFILE_TEXTS = [
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'responsibilities',
  'schools',
  'skills',
]

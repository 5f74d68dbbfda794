import type { Invitation } from '../../../domain/directory/invitation-rows.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The invitation resource type: bodies are held against it; it is never read. */
export const invitationType: () => GraphType<Invitation> = lazily(() => defineType<Invitation>('invitation'))

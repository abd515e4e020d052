/** Titles of controls in every language. */
import { CONTROLS_EN } from './controls.en.ts'
import { CONTROLS_ZH } from './controls.zh-CN.ts'
import type { Language } from './index.ts'

/** In: a control number such as `1.2.5`. Out: what it asks for. */
export function controlTitle(id: string, language: Language): string {
  return (language === 'en' ? CONTROLS_EN : CONTROLS_ZH)[id] ?? id
}

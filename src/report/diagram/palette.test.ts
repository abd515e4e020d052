/** The palette is safe for protan, deutan and tritan sight, readable, and the same in CSS as in exports. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DARK, LIGHT, type Palette, mix } from './palette.ts'

type Rgb = readonly [number, number, number]
const rgb = (hex: string): Rgb => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as unknown as Rgb
const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const times = (m: readonly (readonly number[])[], v: readonly number[]): number[] =>
  m.map((row) => row.reduce((sum, x, i) => sum + x * (v[i] ?? 0), 0))
/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SIGHT: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
function lab(hex: string, sight: string): number[] {
  const seen = times(SIGHT[sight] ?? [], rgb(hex).map(linear)).map((c) => Math.min(1, Math.max(0, c)))
  const [x = 0, y = 0, z = 0] = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    seen,
  )
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const [a, b, c] = [f(x / 0.95047), f(y), f(z / 1.08883)]
  return [116 * b - 16, 500 * (a - b), 200 * (b - c)]
}
const distance = (a: string, b: string, sight: string) => Math.hypot(...lab(a, sight).map((x, i) => x - (lab(b, sight)[i] ?? 0)))
const luminance = (hex: string) => {
  const [r, g, b] = rgb(hex).map(linear) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

const hues = (p: Palette, names: readonly (keyof Palette['authority'])[]) => names.map((n) => p.authority[n])
const closest = (list: readonly string[]) => {
  let least = Infinity
  for (const sight of Object.keys(SIGHT))
    for (const [i, a] of list.entries()) for (const b of list.slice(i + 1)) least = Math.min(least, distance(a, b, sight))
  return least
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('the %s palette', (name, p) => {
  it('tells K, E, F and S apart for every sight, and the twin too', () => {
    expect(closest(hues(p, ['K', 'E', 'F', 'S']))).toBeGreaterThan(30)
    expect(closest(hues(p, ['K', 'E', 'F', 'S', 'twin']))).toBeGreaterThan(20)
  })
  it('is readable on every ground', () => {
    for (const ground of [p.surface, p.canvas, p.group, p.node]) {
      for (const ink of [p.ink, p.ink2, p.ink3, p.brokenInk]) expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThan(4.5)
      for (const hue of Object.values(p.authority)) expect(contrast(hue, ground), `${hue} on ${ground}`).toBeGreaterThan(3)
    }
    for (const hue of ['K', 'E', 'F', 'S', 'twin', 'neutral'] as const)
      expect(contrast(p.onAuthority, p.authority[hue]), hue).toBeGreaterThan(4.4)
    expect(contrast(p.onBroken, p.broken)).toBeGreaterThan(4.5)
    expect(contrast(p.brokenInk, p.brokenTint)).toBeGreaterThan(4.5)
    expect(contrast(p.soonInk, p.soonTint)).toBeGreaterThan(4.5)
  })
  it('is the same in the style sheet', () => {
    const css = readFileSync(fileURLToPath(new URL('../../ui/theme.css', import.meta.url)), 'utf8')
    const block =
      name === 'light'
        ? css.slice(css.indexOf(':root {'), css.indexOf('}'))
        : css.slice(css.indexOf('[data-theme="dark"]'), css.indexOf('}', css.indexOf('[data-theme="dark"]')))
    const token = (t: string) => new RegExp(`--${t}: (#[0-9a-f]{6})`).exec(block)?.[1]
    const wanted: Readonly<Record<string, string>> = {
      canvas: p.canvas,
      surface: p.surface,
      node: p.node,
      group: p.group,
      'group-line': p.groupLine,
      line2: p.line2,
      ink: p.ink,
      ink2: p.ink2,
      ink3: p.ink3,
      broken: p.broken,
      'on-broken': p.onBroken,
      'broken-ink': p.brokenInk,
      'broken-tint': p.brokenTint,
      'broken-ring': p.brokenRing,
      'soon-ink': p.soonInk,
      'soon-tint': p.soonTint,
      'soon-line': p.soonLine,
      selection: p.selection,
      'selection-tint': p.selectionTint,
      'ca-k': p.authority.K,
      'ca-e': p.authority.E,
      'ca-f': p.authority.F,
      'ca-s': p.authority.S,
      'ca-twin': p.authority.twin,
      'ca-neutral': p.authority.neutral,
      'on-ca': p.onAuthority,
    }
    expect(Object.fromEntries(Object.keys(wanted).map((t) => [t, token(t)]))).toEqual(wanted)
  })
})
it('mixes, and does not dim', () => {
  expect(mix('#000000', '#ffffff', 0.66)).toBe('#a8a8a8')
  expect(mix('#c4162f', '#f7f8fa', 0)).toBe('#c4162f')
})

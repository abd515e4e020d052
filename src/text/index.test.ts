import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { contextOf, describe, LANGUAGES, words } from './index.ts'

test('titles are short in every language', () => {
  for (const { title } of Object.values(words('en').lints)) expect(title.split(' ').length, title).toBeLessThan(10)
  for (const { title } of Object.values(words('zh-CN').lints)) expect(title.length, title).toBeLessThan(30)
})

test('a sentence states the two facts that disagree, in every language', () => {
  const audit = sampleAudit()
  const [expired] = audit.findings
  for (const language of LANGUAGES) {
    const sentence = expired && describe(expired, contextOf(audit), language)
    expect(sentence?.detail).toContain('2026-06-30 12:00 UTC')
    expect(sentence?.detail).toContain('2026-07-01 12:00 UTC')
    expect(sentence?.detail).toContain('kube-apiserver-etcd-client')
    expect(sentence?.remedy).toContain('kubeadm certs renew apiserver-etcd-client')
  }
})

test('the languages differ in every title and remedy', () => {
  const [en, zh] = [words('en'), words('zh-CN')]
  for (const [id, entry] of Object.entries(en.lints)) expect(zh.lints[id as keyof typeof zh.lints].title).not.toBe(entry.title)
  for (const [id, entry] of Object.entries(en.read)) expect(zh.read[id as keyof typeof zh.read].title).not.toBe(entry.title)
  for (const [id, entry] of Object.entries(en.edges)) expect(zh.edges[id as keyof typeof zh.edges]).not.toBe(entry)
})

import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { markdown, plainMarkdown } from './markdown.ts'

test('names cannot become markup, mentions or links', () => {
  expect(plainMarkdown('![x](https://e) @me <b>|`')).toBe('\\!\\[x\\]\\(https:&#47;&#47;e\\) &#64;me &lt;b\\>\\|\\`')
  expect(plainMarkdown('www.example.com GH-12 #3')).toBe('www&#46;example.com GH&#45;12 \\#3')
})

test('says what fails and how to repair it', () => {
  const text = markdown(sampleAudit())
  expect(text).toContain('1 call fails')
  expect(text).toContain('**Certificate has expired**')
  expect(text).toContain('kubeadm certs renew apiserver-etcd-client')
  expect(markdown(sampleAudit(), { language: 'zh-CN' })).toContain('1 个调用失败')
})

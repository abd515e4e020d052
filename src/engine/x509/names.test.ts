import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ipText, networkText, parseIp } from './ip.ts'
import { domainLabels, domainNameValid, parseMailbox, quoted } from './mailbox.ts'
import { nameText, visible } from './name.ts'
import { parseUri } from './uri.ts'

const attribute = (oid: string, value: string, rdn: number) => ({ oid, value, tag: 12, rdn })

describe('RFC 4514', () => {
  it('last first, several attributes in one, unknown types by OID', () => {
    expect(nameText([attribute('2.5.4.10', 'system:masters', 0), attribute('2.5.4.3', 'a', 1), attribute('1.2.3', 'b', 1)])).toBe(
      'CN=a+1.2.3=b,O=system:masters',
    )
  })
  it.each([
    ['a, "b" \\ <c>;+', 'CN=a\\, \\"b\\" \\\\ \\<c\\>\\;\\+'],
    [' #a ', 'CN=\\ #a\\ '],
    ['#a', 'CN=\\#a'],
    [' ', 'CN=\\ '],
    ['证书', 'CN=证书'],
    ['a\u0000b\n', 'CN=a\\00b\\0a'],
    ['abc\u202edef', 'CN=abc\\e2\\80\\aedef'],
    ['a\u200bb\u{e0041}', 'CN=a\\e2\\80\\8bb\\f3\\a0\\81\\81'],
  ])('%j', (value, expected) => {
    expect(nameText([attribute('2.5.4.3', value, 0)])).toBe(expected)
  })
  it('nothing that reorders or hides text is left', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(visible(value))))
  })
})

describe('net/url.Parse', () => {
  it.each([
    ['spiffe://cluster.local/ns/a', 'cluster.local'],
    ['https://user:pw@Host:443/p?q#f', 'Host:443'],
    ['http://[fe80::1%25en0]:80/', '[fe80::1%en0]:80'],
    ['mailto:a@b', ''],
    ['//host/x', 'host'],
    ['///x', ''],
    ['*', ''],
    ['', ''],
    ['postgres://a:1,b:2/', 'a:1,b:2'],
    ['a:%zz', ''],
  ])('%s', (uri, host) => {
    expect(parseUri(uri)?.host).toBe(host)
  })
  it.each([
    ':a',
    '1a:b',
    'http://a b/',
    'http://[::1',
    'http://[1.2.3.4]/',
    'http://a:b/',
    'https://a:1,b:2/',
    'http://a/%zz',
    'http://a%41/',
    'http://a\u007f',
    'http://u^@h/',
    'x#%',
  ])('%j is refused', (uri) => {
    expect(parseUri(uri)).toBeNull()
  })
})

describe('names', () => {
  it('domains', () => {
    expect(['', 'a', 'a.b', '.a'].map((name) => domainNameValid(name, true))).toEqual([true, true, true, true])
    expect(['.a', 'a.', 'a..b', 'a b', '.'].map((name) => domainNameValid(name, false))).toEqual([false, false, false, false, false])
    expect(domainLabels('a.b')).toEqual(['a', 'b'])
    expect(domainLabels('a.')).toBeNull()
  })
  it('mailboxes', () => {
    expect(parseMailbox('"a b\\"c"@d.e')).toEqual({ local: 'a b"c', domain: 'd.e' })
    expect(parseMailbox('a\\@b@c')).toEqual({ local: 'a@b', domain: 'c' })
    for (const refused of ['', 'a', '.a@b', 'a.@b', 'a..b@c', '"a@b', 'a@b.', 'a@b c', '@b'])
      expect(parseMailbox(refused), refused).toBeNull()
  })
  it('quotes as Go does', () => {
    expect(quoted('a"\\\n\u0001\u007f\u00ff')).toBe('"a\\"\\\\\\n\\x01\\x7f\\xff"')
  })
  it('addresses', () => {
    expect(['10.0.0.1', '::', '::1', '2001:db8::1:0:0:1', '::ffff:1.2.3.4'].map((text) => ipText(parseIp(text)?.bytes ?? []))).toEqual([
      '10.0.0.1',
      '::',
      '::1',
      '2001:db8::1:0:0:1',
      '::ffff:102:304',
    ])
    for (const refused of [
      '01.2.3.4',
      '1.2.3',
      '1:2',
      ':::',
      '1::2::3',
      '12345::',
      '::1%',
      '1.2.3.4%a',
      '256.1.1.1',
      '1:2:3:4:5:6:7::8',
      '',
    ])
      expect(parseIp(refused), refused).toBeNull()
    expect(networkText([10, 0, 0, 0], [255, 0, 0, 0])).toBe('10.0.0.0/8')
  })
})

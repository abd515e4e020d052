import { describe, expect, it } from 'vitest'
import { canonicalHost, dialledAt, firstServiceAddress, isLoopback, parseEndpoint, parseIp } from './address.ts'

describe('addresses', () => {
  it.each([
    ['https://[::1]:2379', { scheme: 'https', host: '::1', port: 2379 }],
    ['10.0.0.1:6443', { scheme: '', host: '10.0.0.1', port: 6443 }],
    ['https://K8s.Example.com.:6443/x', { scheme: 'https', host: 'k8s.example.com', port: 6443 }],
    ['http://localhost', { scheme: 'http', host: 'localhost', port: null }],
    ['unix:///var/run/kine.sock', { scheme: 'unix', host: '', port: null }],
  ])('reads %s', (text, endpoint) => expect(parseEndpoint(text)).toEqual(endpoint))
  it.each([
    ['https://0A1B.gr7.eks.amazonaws.com', '0a1b.gr7.eks.amazonaws.com:443'],
    ['https://0A1B.gr7.eks.amazonaws.com:443/', '0a1b.gr7.eks.amazonaws.com:443'],
    ['http://10.0.0.1', '10.0.0.1:80'],
  ])('dials %s at its scheme’s port where it names none', (text, dialled) => expect(dialledAt(parseEndpoint(text)!)).toBe(dialled))
  it('writes one text for each address, as Go does', () => {
    expect(canonicalHost('2001:DB8:0:0:0:0:0:1')).toBe('2001:db8::1')
    expect(canonicalHost('::ffff:10.0.0.1')).toBe('10.0.0.1')
    expect(canonicalHost('fd00:0:0:1::')).toBe('fd00:0:0:1::')
  })
  it('takes neither leading zeros nor overlong numbers for an address', () => {
    expect(parseIp('010.0.0.1')).toBeNull()
    expect(parseIp('1.2.3.256')).toBeNull()
    expect(parseIp('1::2::3')).toBeNull()
  })
  it.each([
    ['10.96.0.0/12', '10.96.0.1'],
    ['10.32.0.0/24', '10.32.0.1'],
    ['fd00:10:96::/112', 'fd00:10:96::1'],
    ['10.97.255.7/12', '10.96.0.1'],
  ])('the first address of %s is %s', (range, address) => expect(firstServiceAddress(range)).toBe(address))
  it('knows loopback', () => {
    expect(isLoopback('127.0.0.53')).toBe(true)
    expect(isLoopback('::1')).toBe(true)
    expect(isLoopback('10.0.0.1')).toBe(false)
  })
})

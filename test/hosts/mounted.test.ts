import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import supertest from 'supertest'
import { afterEach, describe, expect, it } from 'vitest'
import { mount } from '../../src/hosts/mounted.js'
import { echoEmulator } from '../support/echo-emulator.js'

const users = (parsers: express.RequestHandler[] = [], path = '/mock') =>
  supertest(express().use(path, ...parsers, mount(echoEmulator()))).post(`${path === '/' ? '' : path}/v1.0/users?a=b`)

describe('an emulator mounted under a prefix', () => {
  it('knows the prefix, which is no part of the URL', async () => {
    const { body } = await users().send({ displayName: 'Ann' })
    expect(body).toMatchObject({ method: 'POST', mount: '/mock', text: '{"displayName":"Ann"}' })
    expect(body.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0\/users\?a=b$/)
  })

  it('knows the whole prefix inside nested routers', async () => {
    const inner = express.Router().use('/inner', mount(echoEmulator()))
    const { body } = await supertest(express().use('/outer', inner)).get('/outer/inner')
    expect(body.mount).toBe('/outer/inner')
  })

  it('has none at the root', async () => {
    expect((await users([], '/')).body.mount).toBeUndefined()
  })

  it('takes the scheme from a proxy that the app trusts', async () => {
    const app = express().set('trust proxy', true).use(mount(echoEmulator()))
    const { body } = await supertest(app).get('/v1.0/me').set('X-Forwarded-Proto', 'https')
    expect(body.url).toMatch(/^https:/)
  })
})

describe('an emulator behind a body parser', () => {
  it('gets back the JSON that was parsed', async () => {
    const { body } = await users([express.json()]).send({ displayName: 'Ännchen' })
    expect(JSON.parse(body.text)).toEqual({ displayName: 'Ännchen' })
  })

  it('gets back a form', async () => {
    const { body } = await users([express.urlencoded({ extended: false })])
      .type('form')
      .send('scope=a%20b&grant_type=password&scope=c')
    expect(body.text).toBe('scope=a+b&scope=c&grant_type=password')
  })

  it('gets back text and bytes as they were', async () => {
    expect((await users([express.text()]).type('text/plain').send('hello')).body.text).toBe('hello')
    expect((await users([express.raw()]).type('application/octet-stream').send('hello')).body.text).toBe('hello')
  })

  it('reads what a parser left alone', async () => {
    expect((await users([express.json()]).type('text/plain').send('hello')).body.text).toBe('hello')
  })
})

describe('an emulator inside a plain server', () => {
  let server: Server
  afterEach(() => server.close())

  it('needs no Express', async () => {
    server = createServer(mount(echoEmulator())).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const answered = await fetch(`http://127.0.0.1:${port}/v1.0/me`)
    expect(await answered.json()).toMatchObject({ url: `http://127.0.0.1:${port}/v1.0/me` })
  })
})

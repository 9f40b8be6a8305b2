import {describe, expect, test} from 'vitest'
import {loadConfig} from '../../../src/engine/config/load-config.ts'
import {redactedConfig, redactedToml} from '../../../src/engine/config/redacted-config.ts'
import {isSecretName, withoutSecrets} from '../../../src/engine/config/secrets.ts'
import {folderWith} from './folder.ts'

const TOML = `
project = "shop"
[stores.dev]
type = "metaxy.ext.polars.handlers.delta.DeltaMetadataStore"
[stores.dev.config]
root_path = "s3://bucket/lake"
[stores.dev.config.storage_options]
AWS_ACCESS_KEY_ID = "AKIA-hidden"
aws_secret_access_key = "hidden"
aws_region = "eu"
token = ""
[stores.dev.config.nested]
list = [{password = "hidden", since = 2026-01-05}, "pg://me:hidden@host/db"]
[stores.odd]
type = "my.OwnStore"
api_key = "hidden"
[ext.x]
secret = "hidden"
enable = true
`

test('nothing secret is printed, everything else is', async () => {
  const config = await loadConfig({directory: folderWith({'metaxy.toml': TOML}), env: {}})
  const printed = redactedConfig(config)
  expect(printed).toMatchObject({
    project: 'shop',
    locked: null,
    stores: {
      dev: {
        config: {
          root_path: 's3://bucket/lake',
          storage_options: {
            AWS_ACCESS_KEY_ID: '***',
            aws_secret_access_key: '***',
            aws_region: 'eu',
            token: '',
          },
          nested: {list: [{password: '***', since: '2026-01-05'}, 'pg://***:***@host/db']},
        },
      },
      odd: {type: 'my.OwnStore', config: {api_key: '***'}},
    },
    ext: {x: {secret: '***', enable: true}},
  })
  expect(JSON.stringify(printed)).not.toContain('hidden')
  expect(redactedToml(config)).not.toContain('hidden')
  expect(redactedToml(config)).toContain('[stores.dev.config.storage_options]')
})

describe('secret by its name', () => {
  test.each([
    'token',
    'AWS_SECRET_ACCESS_KEY',
    'account_key',
    'accessKey',
    'sas_token',
    'password',
    'passwd',
    'key',
    'key_id',
    'private_key',
    'credentials',
    'motherduck_token',
    'pwd',
    'sas',
  ])('%s', name => expect(isSecretName(name)).toBe(true))

  test.each([
    'database',
    'root_path',
    'region',
    'table_prefix',
    'credentials_path',
    'secret_name',
    'keyspace',
    'endpoint',
    'fallback_stores',
    'sasl_mechanism',
  ])('not %s', name => expect(isSecretName(name)).toBe(false))
})

test.each([
  ['postgresql://admin:secret@host:5432/db', 'postgresql://***:***@host:5432/db'],
  ['postgresql://admin:se/cr@et@host/db', 'postgresql://***:***@host/db'],
  [
    'postgresql://host/db?user=me&password=x&sslmode=on',
    'postgresql://host/db?user=me&password=***&sslmode=on',
  ],
  ['host=h password=x dbname=d', 'host=h password=*** dbname=d'],
  ['md:db?motherduck_token=x', 'md:db?motherduck_token=***'],
  [
    'abfss://container@account.dfs.core.windows.net/x',
    'abfss://container@account.dfs.core.windows.net/x',
  ],
  ['s3://bucket/a@b', 's3://bucket/a@b'],
  ['https://me@host/x', 'https://***@host/x'],
  ['./local/path', './local/path'],
  ['C:\\data\\dev.duckdb', 'C:\\data\\dev.duckdb'],
])('%s', (text, expected) => expect(withoutSecrets(text)).toBe(expected))

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { startStandIn } from './stand-in.js';

const SF = new URL('node_modules/.bin/sf', import.meta.url).pathname;

describe('sf', () => {
  const home = mkdtempSync(join(tmpdir(), 'sf-'));
  let standIn;

  async function sf(command, ...more) {
    const { stdout } = await promisify(execFile)(SF, [...command.split(' '), ...more, '--json'], {
      cwd: home,
      maxBuffer: 1 << 26,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
        SF_AUTOUPDATE_DISABLE: 'true',
        SF_DISABLE_TELEMETRY: 'true',
        SF_DISABLE_LOG_FILE: 'true',
        SF_SKIP_NEW_VERSION_CHECK: 'true'
      }
    }).catch((error) => {
      const message = error.stdout.startsWith('{') ? JSON.parse(error.stdout).message : error.stdout + error.stderr;
      throw new Error(`sf ${command}: ${message}`);
    });
    return JSON.parse(stdout).result;
  }

  const org = (command, ...more) => sf(command, ...more, '--target-org', 'stand-in');

  before(async () => {
    standIn = await startStandIn();
    writeFileSync(join(home, 'server.key'), standIn.privateKey);
  });

  after(() => {
    standIn?.stop();
    rmSync(home, { recursive: true });
  });

  test('org login jwt', async () => {
    const result = await sf('org login jwt --jwt-key-file server.key --alias stand-in', '--username', standIn.username,
        '--client-id', standIn.clientId, '--instance-url', standIn.loginUrl);
    assert.equal(result.username, standIn.username);
  });

  test('org display', async () => {
    const { connectedStatus } = await org('org display');
    assert.equal(connectedStatus, 'Connected');
  });

  test('org list limits', async () => {
    const limits = await org('org list limits');
    assert.ok(limits.some(({ name }) => name === 'DailyApiRequests'));
  });

  test('sobject list and describe', async () => {
    assert.ok((await org('sobject list')).includes('Account'));
    const { fields } = await org('sobject describe --sobject Account');
    assert.equal(fields.find(({ name }) => name === 'ERP_Id__c').externalId, true);
  });

  test('data create, get, update and delete record', async () => {
    const { id } = await org('data create record --sobject Account --values', "ERP_Id__c='S-0' Name='Acme'");
    assert.equal((await org('data get record --sobject Account', '--record-id', id)).Name, 'Acme');
    await org('data update record --sobject Account', '--where', "ERP_Id__c='S-0'", '--values', "BillingCity='Turin'");
    assert.equal((await org('data get record --sobject Account --where', "ERP_Id__c='S-0'")).BillingCity, 'Turin');
    assert.ok((await org('data delete record --sobject Account', '--record-id', id)).success);
  });

  test('data import and upsert bulk', async () => {
    const rows = (from, to) => 'ERP_Id__c,Name\n' + Array.from({ length: to - from },
        (_, i) => `S-${from + i},Row ${from + i}\n`).join('');
    writeFileSync(join(home, 'import.csv'), rows(0, 1000));
    const imported = await org('data import bulk --sobject Account --file import.csv --wait 5 --line-ending LF');
    assert.equal(imported.processedRecords, 1000);
    assert.equal(imported.failedRecords, 0);
    writeFileSync(join(home, 'upsert.csv'), rows(500, 1500));
    const { jobInfo } = await org('data upsert bulk --sobject Account --external-id ERP_Id__c --file upsert.csv --wait 5'
        + ' --line-ending LF');
    assert.equal(jobInfo.numberRecordsProcessed, 1000);
  });

  test('data query', async () => {
    const { totalSize, records } = await org('data query --query', 'SELECT Id, Name FROM Account ORDER BY Name');
    assert.equal(totalSize, 1500);
    assert.equal(records.length, 1500);
  });

  test('data export bulk', async () => {
    await org('data export bulk --output-file export.csv --result-format csv --wait 5 --query',
        'SELECT ERP_Id__c, Name FROM Account');
    assert.equal(readFileSync(join(home, 'export.csv'), 'utf8').trim().split('\n').length, 1501);
  });

  test('a session that has ended is replaced', async () => {
    const logins = await standIn.logins();
    await standIn.endSessions();
    const { totalSize } = await org('data query --query', 'SELECT Id FROM Account LIMIT 1');
    assert.equal(totalSize, 1);
    assert.ok(await standIn.logins() > logins);
  });

  test('org logout', async () => {
    const loggedOut = await org('org logout --no-prompt');
    assert.deepEqual(loggedOut, [standIn.username]);
  });

});

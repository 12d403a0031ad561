import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startStandIn } from './stand-in.js';

describe('@salesforce/core', () => {
  const home = mkdtempSync(join(tmpdir(), 'salesforce-core-'));
  let standIn;
  let connection;

  before(async () => {
    Object.assign(process.env, { HOME: home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true', SF_DISABLE_LOG_FILE: 'true' });
    standIn = await startStandIn();
  });

  after(() => {
    standIn?.stop();
    rmSync(home, { recursive: true });
  });

  test('logs in by JWT', async () => {
    const { AuthInfo, Connection } = await import('@salesforce/core');
    const privateKey = join(home, 'server.key');
    writeFileSync(privateKey, standIn.privateKey);
    const authInfo = await AuthInfo.create({
      username: standIn.username,
      oauth2Options: { clientId: standIn.clientId, loginUrl: standIn.loginUrl, privateKey }
    });
    connection = await Connection.create({ authInfo });
    assert.equal(connection.getUsername(), standIn.username);
    assert.match(authInfo.getFields().orgId, /^00D/);
  });

  test('finds the newest version of the API', async () => {
    assert.match(await connection.retrieveMaxApiVersion(), /^\d+\.0$/);
  });

  test('describes objects', async () => {
    const { fields } = await connection.describe('Account');
    assert.equal(fields.find(({ name }) => name === 'ERP_Id__c').externalId, true);
  });

  test('creates, reads, updates, upserts and deletes a record', async () => {
    const { id } = await connection.create('Account', { ERP_Id__c: 'K-0', Name: 'Acme' });
    assert.equal((await connection.retrieve('Account', id)).Name, 'Acme');
    await connection.update('Account', { Id: id, BillingCity: 'Turin' });
    const record = await connection.singleRecordQuery("SELECT BillingCity FROM Account WHERE ERP_Id__c = 'K-0'");
    assert.equal(record.BillingCity, 'Turin');
    const upserted = await connection.upsert('Account', { ERP_Id__c: 'K-0', Name: 'Acme Ltd' }, 'ERP_Id__c');
    assert.equal(upserted.created, false);
    assert.ok((await connection.destroy('Account', id)).success);
  });

  test('writes collections', async () => {
    const accounts = Array.from({ length: 500 }, (_, i) => ({ ERP_Id__c: `K-${i}`, Name: `Account ${i}` }));
    const results = await connection.create('Account', accounts, { allowRecursive: true });
    assert.ok(results.every(({ success }) => success));
  });

  test('has rows written and read by Bulk API 2.0', async () => {
    const input = Array.from({ length: 2500 }, (_, i) => ({ ERP_Id__c: `K-${i}`, Name: `Row ${i}` }));
    const results = await connection.bulk2.loadAndWaitForResults(
        { object: 'Account', operation: 'upsert', externalIdFieldName: 'ERP_Id__c', input });
    assert.equal(results.successfulResults.length, 2500);
    const stream = await connection.bulk2.query('SELECT ERP_Id__c, Name FROM Account');
    assert.equal((await stream.toArray()).length, 2500);
  });

  test('queries all pages', async () => {
    const { records } = await connection.autoFetchQuery('SELECT Id FROM Account');
    assert.equal(new Set(records.map(({ Id }) => Id)).size, 2500);
  });

  test('replaces a session that has ended', async () => {
    const logins = await standIn.logins();
    await standIn.endSessions();
    assert.equal((await connection.query('SELECT Id FROM Account LIMIT 1')).totalSize, 1);
    assert.equal(await standIn.logins(), logins + 1);
  });

});

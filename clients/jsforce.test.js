import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import jsforce from 'jsforce';
import { startStandIn } from './stand-in.js';

const accounts = (from, to) => Array.from({ length: to - from },
    (_, i) => ({ ERP_Id__c: `J-${from + i}`, Name: `Account ${from + i}`, BillingCity: 'Genoa' }));

describe('jsforce', () => {
  let standIn;
  let connection;

  before(async () => {
    standIn = await startStandIn();
    connection = new jsforce.Connection({
      oauth2: { loginUrl: standIn.loginUrl, clientId: standIn.clientId },
      refreshFn: async (connection, callback) => {
        const { access_token: token } = await connection.oauth2.requestToken(standIn.jwtGrant());
        callback(null, token);
      }
    });
  });

  after(() => standIn?.stop());

  test('logs in by JWT', async () => {
    const user = await connection.authorize(standIn.jwtGrant());
    assert.match(user.id, /^005/);
    assert.match(user.organizationId, /^00D/);
    assert.equal(connection.instanceUrl, standIn.loginUrl);
  });

  test('asks who it is', async () => {
    assert.equal((await connection.identity()).username, standIn.username);
  });

  test('describes objects', async () => {
    const { sobjects } = await connection.describeGlobal();
    assert.ok(sobjects.some(({ name }) => name === 'Account'));
    const { fields } = await connection.sobject('Account').describe();
    assert.equal(fields.find(({ name }) => name === 'ERP_Id__c').externalId, true);
  });

  test('creates, reads, updates, upserts and deletes a record', async () => {
    const account = connection.sobject('Account');
    const { id, success } = await account.create({ ERP_Id__c: 'J-0', Name: 'Acme' });
    assert.ok(success);
    assert.equal((await account.retrieve(id)).Name, 'Acme');
    await account.update({ Id: id, BillingCity: 'Turin' });
    assert.equal((await account.retrieve(id)).BillingCity, 'Turin');
    const upserted = await account.upsert({ ERP_Id__c: 'J-0', Name: 'Acme Ltd' }, 'ERP_Id__c');
    assert.equal(upserted.created, false);
    assert.equal((await account.findOne({ ERP_Id__c: 'J-0' })).Name, 'Acme Ltd');
    await account.destroy(id);
    await assert.rejects(account.retrieve(id), { errorCode: 'ENTITY_IS_DELETED' });
  });

  test('writes and reads collections', async () => {
    const account = connection.sobject('Account');
    const results = await account.create(accounts(1, 251), { allowRecursive: true });
    assert.ok(results.every(({ success }) => success));
    const ids = results.map(({ id }) => id);
    assert.equal((await account.retrieve(ids.slice(0, 2)))[1].Name, 'Account 2');
    const updated = await account.update(ids.slice(0, 3).map((Id) => ({ Id, BillingCity: 'Pisa' })));
    assert.ok(updated.every(({ success }) => success));
    const upserted = await account.upsert([{ ERP_Id__c: 'J-1', Name: 'First' }, { ERP_Id__c: 'J-251', Name: 'New' }],
        'ERP_Id__c');
    assert.deepEqual(upserted.map(({ created }) => created), [false, true]);
    const destroyed = await account.destroy([ids[1], ids[2]]);
    assert.ok(destroyed.every(({ success }) => success));
  });

  test('has rows written and read by Bulk API 2.0', async () => {
    const results = await connection.bulk2.loadAndWaitForResults(
        { object: 'Account', operation: 'upsert', externalIdFieldName: 'ERP_Id__c', input: accounts(1000, 3000) });
    assert.equal(results.successfulResults.length, 2000);
    assert.equal(results.failedResults.length, 0);
    const stream = await connection.bulk2.query("SELECT ERP_Id__c, Name FROM Account WHERE BillingCity = 'Genoa'");
    assert.equal((await stream.toArray()).length, 2247);
  });

  test('queries page by page', async () => {
    const { totalSize, records } = await connection.query('SELECT Id FROM Account', { autoFetch: true, maxFetch: 5000 });
    assert.equal(totalSize, 2249);
    assert.equal(new Set(records.map(({ Id }) => Id)).size, 2249);
  });

  test('reads the limits', async () => {
    assert.ok((await connection.limits()).DailyApiRequests.Remaining > 0);
    assert.ok(connection.limitInfo.apiUsage.used > 0);
  });

  test('replaces a session that has ended', async () => {
    await standIn.endSessions();
    assert.equal((await connection.query('SELECT Id FROM Account LIMIT 1')).totalSize, 1);
    assert.equal(await standIn.logins(), 2);
  });

  test('logs out', async () => {
    await connection.logout();
    assert.equal(connection.accessToken, null);
  });

});

import { spawn } from 'node:child_process';
import { createSign } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const TARGET = new URL('../salesforce-jwt-stand-in/target/', import.meta.url).pathname;

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * Starts the stand-in alone, as its users do, and reads from its output how to log in to it.
 */
export async function startStandIn() {
  const process = spawn(java(), ['-XX:TieredStopAtLevel=1', '-jar', jar()], { stdio: ['ignore', 'pipe', 'inherit'] });
  const properties = {};
  for await (const line of createInterface({ input: process.stdout })) {
    const [, name, value] = /^salesforce\.jwt\.([a-z-]+)=(.*)$/.exec(line) ?? [];
    if (name) {
      properties[name] = value.replaceAll('\\n', '\n');
    }
    if (name === 'login-url') {
      process.stdout.resume();
      return new StandIn(process, properties);
    }
  }
  throw new Error('The stand-in ended before it printed its login URL');
}

class StandIn {

  #process;

  constructor(process, properties) {
    this.#process = process;
    this.loginUrl = properties['login-url'];
    this.clientId = properties['client-id'];
    this.username = properties.username;
    this.privateKey = properties['private-key'];
  }

  /** The form parameters of a login, for clients that do not sign. */
  jwtGrant() {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = part({ alg: 'RS256' }) + '.' + part({
      iss: this.clientId,
      sub: this.username,
      aud: this.loginUrl,
      exp: Math.floor(Date.now() / 1000) + 180
    });
    const signature = createSign('RSA-SHA256').update(content).sign(this.privateKey, 'base64url');
    return { grant_type: JWT_BEARER, assertion: `${content}.${signature}` };
  }

  /** Ends all sessions behind the back of the clients that have them. */
  async endSessions() {
    await this.#control('end-all-sessions', { method: 'POST' });
  }

  /** How many logins succeeded so far. */
  async logins() {
    return (await (await this.#control('logins')).json()).filter(({ successful }) => successful).length;
  }

  async #control(path, options) {
    const response = await fetch(`${this.loginUrl}/__stand-in/orgs/salesforce/${path}`, options);
    if (!response.ok) {
      throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    }
    return response;
  }

  stop() {
    this.#process.kill();
  }

}

function java() {
  const home = process.env.JAVA_HOME;
  return home ? join(home, 'bin', 'java') : 'java';
}

function jar() {
  const name = existsSync(TARGET) && readdirSync(TARGET).find((file) => /^salesforce-jwt-stand-in-.*(?<!sources|javadoc)\.jar$/.test(file));
  if (!name) {
    throw new Error('Build the stand-in first: clients/run does');
  }
  return join(TARGET, name);
}
